using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace EndToEnd.Serving;

/// <summary>Takes everything from the audit subscription with the real SDK, as a team's archive would.</summary>
public sealed class AuditLog : IAsyncDisposable
{
    private const int BatchSize = 500;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ServiceBusReceivedMessage>> _messages = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceBusReceiver _receiver;
    private readonly Task _receiving;

    public AuditLog(ServiceBusClient client)
    {
        _receiver = client.CreateReceiver("humanos-events", "audit", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        _receiving = ReceiveAsync();
    }

    public IReadOnlyCollection<ServiceBusReceivedMessage> WithId(string messageId) =>
        _messages.TryGetValue(messageId, out ConcurrentQueue<ServiceBusReceivedMessage>? found) ? found : [];

    public async Task<ServiceBusReceivedMessage> WaitForAsync(string messageId)
    {
        await Eventually.IsTrueAsync(() => WithId(messageId).Count > 0, $"message {messageId} arrives on the audit subscription");
        return Assert.Single(WithId(messageId));
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await foreach (ServiceBusReceivedMessage message in Batches())
            {
                _messages.GetOrAdd(message.MessageId, _ => new ConcurrentQueue<ServiceBusReceivedMessage>()).Enqueue(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async IAsyncEnumerable<ServiceBusReceivedMessage> Batches()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (ServiceBusReceivedMessage message in await _receiver.ReceiveMessagesAsync(BatchSize, cancellationToken: _stop.Token))
            {
                yield return message;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        await _receiver.DisposeAsync();
        _stop.Dispose();
    }
}
