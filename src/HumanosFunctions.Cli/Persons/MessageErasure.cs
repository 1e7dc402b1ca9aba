using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.Persons;

/// <summary>
/// Erases dead letters of the app's own subscriptions and queues, and cancels scheduled copies. Messages that wait are not received: that would
/// count as a delivery of others. Their processor drops them, because their request has a tombstone.
/// </summary>
/// <param name="client">The namespace.</param>
/// <param name="topic">The topic.</param>
/// <param name="subscribers">Subscriptions of others. What they hold is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageErasure(ServiceBusClient client, string topic, IReadOnlyList<string> subscribers, TimeProvider time) : IErasablePlace
{
    private static readonly string[] Queues = [EventCopy.Queue, ResendSchedule.Entity];

    public string Name => "messages";

    private IEnumerable<DeadLetterEntity> Own =>
        EventSubscription.All.Select(subscription => new DeadLetterEntity(subscription.Name, topic)).Concat(Queues.Select(queue => new DeadLetterEntity(queue, Topic: null)));

    public async Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        foreach (DeadLetterEntity entity in Own)
        {
            foreach (bool isDeadLetter in new[] { false, true })
            {
                await foreach ((_, ServiceBusReceivedMessage? message) in PeekAsync(entity, isDeadLetter, cancellationToken))
                {
                    if (message is not null)
                    {
                        scope.Discover(RequestOf.Message(message), MessageBody.Of(message));
                    }
                }
            }
        }
    }

    public async Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken)
    {
        int erased = 0;
        List<string> notes = [], problems = [];
        foreach (DeadLetterEntity entity in Own)
        {
            erased += await EraseDeadLettersAsync(entity, scope, isDryRun, problems, cancellationToken);
            erased += await CancelScheduledAsync(entity, scope, isDryRun, notes, problems, cancellationToken);
        }

        foreach (string subscriber in subscribers)
        {
            await CountAsync(new DeadLetterEntity(subscriber, topic), scope, notes, cancellationToken);
        }

        return new ErasureCount(erased, notes, problems);
    }

    private async Task<int> EraseDeadLettersAsync(
        DeadLetterEntity entity, ErasureScope scope, bool isDryRun, List<string> problems, CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        await foreach ((long number, ServiceBusReceivedMessage? message) in PeekAsync(entity, isDeadLetter: true, cancellationToken))
        {
            if (message is null)
            {
                problems.Add($"{entity.Name}, dead letter {number}: {MessagePeek.Unreadable}");
            }
            else if (scope.Covers(RequestOf.Message(message)))
            {
                numbers.Add(number);
            }
        }

        if (isDryRun || numbers.Count == 0)
        {
            return numbers.Count;
        }

        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        using var report = new StringWriter();
        int exitCode = await new DeadLetterOperation(entity, receiver, "erased", report, time)
            .RunAsync(new DeadLetterSelection(numbers), (_, _) => Task.FromResult<string?>(null), cancellationToken);
        string[] notErased = [.. report.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).SkipLast(1)];
        problems.AddRange(exitCode == ExitCode.Done ? [] : notErased);
        return numbers.Count - notErased.Length;
    }

    // Only a queue has scheduled messages that can be seen, and the app schedules messages in queues only.
    private async Task<int> CancelScheduledAsync(
        DeadLetterEntity entity, ErasureScope scope, bool isDryRun, List<string> notes, List<string> problems, CancellationToken cancellationToken)
    {
        int cancelled = 0, waiting = 0;
        await using ServiceBusSender sender = client.CreateSender(entity.Topic ?? entity.Name);
        await foreach ((long number, ServiceBusReceivedMessage? message) in PeekAsync(entity, isDeadLetter: false, cancellationToken))
        {
            if (message is null || !scope.Covers(RequestOf.Message(message)))
            {
                continue;
            }

            if (message.State != ServiceBusMessageState.Scheduled)
            {
                waiting++;
            }
            else if (isDryRun || await TryCancelAsync(sender, number, cancellationToken))
            {
                cancelled++;
            }
            else
            {
                waiting++;
            }
        }

        if (waiting > 0)
        {
            notes.Add($"{entity.Name}: {waiting} messages wait. Their processor drops them; keep the app running.");
        }

        return cancelled;
    }

    // It became due in the meantime, so its processor drops it.
    private static async Task<bool> TryCancelAsync(ServiceBusSender sender, long number, CancellationToken cancellationToken)
    {
        try
        {
            await sender.CancelScheduledMessageAsync(number, cancellationToken);
            return true;
        }
        catch (ServiceBusException due) when (due.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            return false;
        }
    }

    private async Task CountAsync(DeadLetterEntity entity, ErasureScope scope, List<string> notes, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (bool isDeadLetter in new[] { false, true })
        {
            await foreach ((_, ServiceBusReceivedMessage? message) in PeekAsync(entity, isDeadLetter, cancellationToken))
            {
                count += message is not null && scope.Covers(RequestOf.Message(message)) ? 1 : 0;
            }
        }

        if (count > 0)
        {
            notes.Add($"{entity.Name}: {count} messages are another subscriber's, and stay until that subscriber receives them or they expire.");
        }
    }

    private async IAsyncEnumerable<PeekedMessage> PeekAsync(
        DeadLetterEntity entity, bool isDeadLetter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = isDeadLetter ? entity.OpenDeadLetters(client)
            : entity.Topic is { } of ? client.CreateReceiver(of, entity.Name)
            : client.CreateReceiver(entity.Name);
        var peek = new MessagePeek(receiver);
        if (!await ExistsAsync(peek, entity, cancellationToken))
        {
            yield break;
        }

        using var progress = ProgressLine.OnError(time, entity.Name);
        int read = 0;
        await foreach (PeekedMessage message in peek.AllAsync(cancellationToken))
        {
            progress.Show(++read);
            yield return message;
        }
    }

    // Where the archive is off, its subscription does not exist, and in Azure the subscription audit is a choice.
    private async Task<bool> ExistsAsync(MessagePeek peek, DeadLetterEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await peek.PageAsync(0, 1, cancellationToken);
            return true;
        }
        catch (InvalidDataException) when (entity.Name == EventSubscription.Archive.Name || subscribers.Contains(entity.Name, StringComparer.Ordinal))
        {
            return false;
        }
    }
}
