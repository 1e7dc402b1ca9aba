using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Health;

/// <summary>
/// Detects that a subscription or a queue of the app cannot be received from, or that its messages wait and no listener receives them, for
/// example because a listener did not start. It peeks at the oldest message of each, which requires only the listen right and locks nothing.
/// </summary>
/// <remarks>
/// The check uses only the state of the broker, because the processors can run in other instances. A message is not being processed if it was
/// enqueued long ago and has been the oldest for longer than an invocation can hold it. While a backlog is processed, the oldest message
/// changes.
/// </remarks>
public sealed class SubscriptionProbe(ServiceBusClient client, IOptions<PublishingOptions> options, IOptions<ArchiveOptions> archive, TimeProvider time) : IDisposable
{
    /// <summary>The minimum age of a message that counts as waiting.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    /// <summary>How long the message must have been the oldest: functionTimeout in host.json, and the longest lock renewal.</summary>
    public static readonly TimeSpan MaxInvocation = TimeSpan.FromMinutes(5);

    // The queues hold scheduled messages too, which can precede one that waits.
    private const int Page = 50;
    private const int MaxPages = 5;

    // Anybody can call the health endpoint. This limits how often the broker is called.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // Where the archive is off, its subscription does not exist.
    private readonly string[] _entities =
        [.. (archive.Value.IsOn ? EventSubscription.All : EventSubscription.Handled).Select(subscription => subscription.Name), EventCopy.Queue, ResendSchedule.Entity];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Oldest> _oldest = [];
    private DateTimeOffset? _askedAt;

    /// <summary>Completes if every subscription and every queue is processed. It throws if one is not, or if the broker does not respond.</summary>
    /// <exception cref="MessagesWaitException">Messages of a subscription or a queue wait and are not processed.</exception>
    /// <exception cref="EntityUnavailableException">A subscription or a queue cannot be received from.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await AskAsync(cancellationToken);
            DateTimeOffset now = time.GetUtcNow();
            if (_oldest.FirstOrDefault(entry => entry.Value.IsStuck(now)) is { Key: { } entity })
            {
                throw new MessagesWaitException(entity);
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

        ServiceBusReceivedMessage?[] found = await Task.WhenAll(_entities.Select(entity => PeekAsync(entity, cancellationToken)));
        foreach ((string entity, ServiceBusReceivedMessage? message) in _entities.Zip(found))
        {
            Note(entity, message, now);
        }

        _askedAt = now;
    }

    private async Task<ServiceBusReceivedMessage?> PeekAsync(string entity, CancellationToken cancellationToken)
    {
        try
        {
            // A new receiver peeks from the start.
            await using ServiceBusReceiver receiver = EventSubscription.Named(entity) is null
                ? client.CreateReceiver(entity)
                : client.CreateReceiver(options.Value.TopicName, entity);
            return await OldestActiveAsync(receiver, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new EntityUnavailableException(entity, failure);
        }
    }

    private static async Task<ServiceBusReceivedMessage?> OldestActiveAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        for (int page = 0; page < MaxPages; page++)
        {
            IReadOnlyList<ServiceBusReceivedMessage> messages = await receiver.PeekMessagesAsync(page == 0 ? 1 : Page, cancellationToken: cancellationToken);
            ServiceBusReceivedMessage? active = messages.FirstOrDefault(message => message.State == ServiceBusMessageState.Active);
            if (active is not null || messages.Count == 0)
            {
                return active;
            }
        }

        return null;
    }

    private void Note(string entity, ServiceBusReceivedMessage? oldest, DateTimeOffset now)
    {
        if (oldest is null)
        {
            _oldest.Remove(entity);
        }
        else if (!_oldest.TryGetValue(entity, out Oldest? known) || known.SequenceNumber != oldest.SequenceNumber)
        {
            _oldest[entity] = new Oldest(oldest.SequenceNumber, oldest.EnqueuedTime, now);
        }
    }

    private sealed record Oldest(long SequenceNumber, DateTimeOffset EnqueuedAt, DateTimeOffset SeenAt)
    {
        public bool IsStuck(DateTimeOffset now) => now - EnqueuedAt >= MaxWait && now - SeenAt >= MaxInvocation;
    }
}

/// <summary>Messages of a subscription or a queue wait and are not processed.</summary>
internal sealed class MessagesWaitException(string entity) : Exception($"Messages of {entity} wait and are not processed.");

/// <summary>A subscription or a queue cannot be received from.</summary>
internal sealed class EntityUnavailableException(string entity, Exception failure) : Exception($"{entity}: {FailureCause.Of(failure)}", failure);

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
