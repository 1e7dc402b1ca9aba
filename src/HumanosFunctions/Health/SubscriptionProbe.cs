using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing;
using HumanosFunctions.Publishing;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Health;

/// <summary>
/// Detects that messages wait and no listener receives them, for example because a listener did not start. It peeks at the oldest message of
/// each subscription, which requires only the listen right and locks nothing.
/// </summary>
/// <remarks>
/// The check uses only the state of the broker, because the processors can run in other instances. A message is not being processed if it was
/// enqueued long ago and has been the oldest for longer than an invocation can hold it. While a backlog is processed, the oldest message
/// changes.
/// </remarks>
public sealed class SubscriptionProbe(ServiceBusClient client, IOptions<PublishingOptions> options, IOptions<ArchiveOptions> archive, TimeProvider time) : IDisposable
{
    /// <summary>The minimum age of a message that counts as waiting.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How long the message must have been the oldest: functionTimeout in host.json, and the longest lock renewal.</summary>
    public static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(5);

    // Anybody can call the health endpoint. This limits how often the broker is called.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // Where the archive is off, its subscription does not exist.
    private readonly IReadOnlyList<EventSubscription> _subscriptions = archive.Value.IsOn ? EventSubscription.All : EventSubscription.Handled;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Oldest> _oldest = [];
    private DateTimeOffset? _askedAt;

    /// <summary>Completes if every subscription is processed. It throws if one is not, or if the broker does not respond.</summary>
    /// <exception cref="MessagesWaitException">Messages of a subscription wait and are not processed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await AskAsync(cancellationToken);
            DateTimeOffset now = time.GetUtcNow();
            if (_oldest.FirstOrDefault(entry => entry.Value.IsStuck(now)) is { Key: { } subscription })
            {
                throw new MessagesWaitException(subscription);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _askedAt < Pause)
        {
            return;
        }

        ServiceBusReceivedMessage?[] found = await Task.WhenAll(_subscriptions.Select(subscription => PeekAsync(subscription, cancellationToken)));
        foreach ((EventSubscription subscription, ServiceBusReceivedMessage? message) in _subscriptions.Zip(found))
        {
            Note(subscription.Name, message, now);
        }

        _askedAt = now;
    }

    // A new receiver peeks from the start.
    private async Task<ServiceBusReceivedMessage?> PeekAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = client.CreateReceiver(options.Value.TopicName, subscription.Name);
        return await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
    }

    private void Note(string subscription, ServiceBusReceivedMessage? message, DateTimeOffset now)
    {
        if (message is not { State: ServiceBusMessageState.Active })
        {
            _oldest.Remove(subscription);
        }
        else if (!_oldest.TryGetValue(subscription, out Oldest? known) || known.SequenceNumber != message.SequenceNumber)
        {
            _oldest[subscription] = new Oldest(message.SequenceNumber, message.EnqueuedTime, now);
        }
    }

    private sealed record Oldest(long SequenceNumber, DateTimeOffset EnqueuedAt, DateTimeOffset SeenAt)
    {
        public bool IsStuck(DateTimeOffset now) => now - EnqueuedAt >= LongestWait && now - SeenAt >= LongestInvocation;
    }
}

/// <summary>Messages of a subscription wait and are not processed.</summary>
internal sealed class MessagesWaitException(string subscription) : Exception($"Messages of the subscription {subscription} wait and are not processed.");

/// <summary>Checks the topic with a new link, because the link of the publisher can have been open for hours.</summary>
public sealed class TopicProbe(ServiceBusClient client, IOptions<PublishingOptions> options)
{
    /// <summary>Completes if the topic accepts messages from the app, and throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using ServiceBusSender sender = client.CreateSender(options.Value.TopicName);
        using ServiceBusMessageBatch opensTheLink = await sender.CreateMessageBatchAsync(cancellationToken);
    }
}
