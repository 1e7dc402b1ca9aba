using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Publishing;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Health;

/// <summary>
/// Notices that messages wait and nobody takes them: a listener that never started leaves no other trace. The oldest
/// message of each subscription is peeked at, which the right to listen allows and which locks nothing.
/// </summary>
/// <remarks>
/// It is judged by the broker alone, since the processors may run in other instances than this one: a message that came
/// long ago, and that has been the oldest for longer than any invocation may hold it, is not being processed. While a
/// backlog is worked off, the oldest message changes.
/// </remarks>
public sealed class SubscriptionProbe(ServiceBusClient client, IOptions<PublishingOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>How long ago a message must have come before it counts as waiting.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How long it must have been the oldest: functionTimeout of host.json, and the longest renewal of a lock.</summary>
    public static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(5);

    // Anybody may ask for health: the broker is asked this often at most.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Oldest> _oldest = [];
    private DateTimeOffset? _askedAt;

    /// <summary>Ends when no subscription is stuck; throws where one is, or where the broker does not answer.</summary>
    /// <exception cref="MessagesWaitException">Messages of a subscription wait, and none is processed.</exception>
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

        ServiceBusReceivedMessage?[] found = await Task.WhenAll(EventSubscription.All.Select(subscription => PeekAsync(subscription, cancellationToken)));
        foreach ((EventSubscription subscription, ServiceBusReceivedMessage? message) in EventSubscription.All.Zip(found))
        {
            Note(subscription.Name, message, now);
        }

        _askedAt = now;
    }

    // A fresh receiver begins at the front.
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

/// <summary>Messages of a subscription wait, and none was processed for long.</summary>
internal sealed class MessagesWaitException(string subscription) : Exception($"Messages of the subscription {subscription} wait, and none is processed.");

/// <summary>Asks the topic for a fresh link: the publisher's own may have been open for hours and say nothing of now.</summary>
public sealed class TopicProbe(ServiceBusClient client, IOptions<PublishingOptions> options)
{
    /// <summary>Ends when the topic would take messages from us; throws where it would not.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using ServiceBusSender sender = client.CreateSender(options.Value.TopicName);
        using ServiceBusMessageBatch opensTheLink = await sender.CreateMessageBatchAsync(cancellationToken);
    }
}
