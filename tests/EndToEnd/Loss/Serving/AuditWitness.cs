using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using EndToEnd.Loss.Sending;
using Humanos.Webhooks;

namespace EndToEnd.Loss.Serving;

/// <summary>
/// Another team's subscriber: it reads the audit subscription through all faults, completes what it has noted, and
/// recognises by <c>cloudEvents_id</c> what it gets again.
/// </summary>
internal sealed class AuditWitness : IAsyncDisposable
{
    private const string EventIdProperty = "cloudEvents_id";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<long, string>> _seen = new();
    private readonly string _blobFolder;
    private readonly ServiceBusProcessor _processor;
    private long _receptions;

    public AuditWitness(ServiceBusClient client, string blobFolder)
    {
        _blobFolder = blobFolder;
        _processor = client.CreateProcessor("humanos-events", "audit", new ServiceBusProcessorOptions { MaxConcurrentCalls = 8 });
        _processor.ProcessMessageAsync += NoteAsync;

        // Faults are what this is about; what they cost is seen in what was received.
        _processor.ProcessErrorAsync += _ => Task.CompletedTask;
    }

    public ICollection<string> EventIds => _seen.Keys;

    /// <summary>Messages received more than once, which a subscriber must expect.</summary>
    public long Redeliveries => Interlocked.Read(ref _receptions) - _seen.Values.Sum(messages => messages.Count);

    public Task StartAsync() => _processor.StartProcessingAsync();

    /// <summary>How many messages there were of an event; more than one means that it was published twice.</summary>
    public int MessagesOf(string eventId) => _seen.TryGetValue(eventId, out ConcurrentDictionary<long, string>? messages) ? messages.Count : 0;

    /// <summary>False where a message of an event held another text.</summary>
    public bool IsExact(KnownEvent known) =>
        !_seen.TryGetValue(known.EventId, out ConcurrentDictionary<long, string>? messages) || messages.Values.All(hash => hash == known.JsonHash);

    private async Task NoteAsync(ProcessMessageEventArgs delivery)
    {
        ServiceBusReceivedMessage message = delivery.Message;
        Interlocked.Increment(ref _receptions);
        ReadOnlyMemory<byte> json = await ClaimCheck.ResolveAsync(message.ApplicationProperties, message.Body, OpenBlobAsync, delivery.CancellationToken);
        _seen.GetOrAdd((string)message.ApplicationProperties[EventIdProperty], _ => new ConcurrentDictionary<long, string>())
            [message.SequenceNumber] = KnownEvent.Hash(json.Span);
    }

    private Task<Stream> OpenBlobAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(File.OpenRead(Path.Combine(_blobFolder, name)));

    public ValueTask DisposeAsync() => _processor.DisposeAsync();
}
