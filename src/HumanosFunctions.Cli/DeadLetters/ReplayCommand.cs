using System.CommandLine;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = DeadLetterArguments.Entity();
        SelectionOptions<long> selection = DeadLetterArguments.Selection();
        Option<int> max = DeadLetterArguments.Max(int.MaxValue, "The maximum number to replay.");
        var toTopic = new Option<bool>("--to-topic") { Description = "Replays through the topic, to every subscription. For subscriptions without a queue for replays." };
        var replay = new Command("replay", "Sends dead letters for processing again, and removes them from their queue.") { entity, max, toTopic };
        var filter = new DeadLetterFilterOptions();
        var dryRun = new DryRunOption();
        filter.AddTo(replay);
        dryRun.AddTo(replay);
        selection.AddTo(replay, filter.IsGiven);
        replay.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                DeadLetterEntity meant = source.Entity(parsed.GetValue(entity)!);
                var chosen = new DeadLetterSelection(selection.Items(parsed)) { Max = parsed.GetValue(max), Filter = await filter.Read(parsed).ResolveAsync(client, [meant], stop) };
                var replaying = new ReplayDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System);
                return (ReplayRoute.Own(meant), parsed.GetValue(toTopic)) switch
                {
                    (null, false) => await DeadLetterAction.RefuseAsync(parsed, NoQueueMessage(meant)),
                    (not null, true) => await DeadLetterAction.RefuseAsync(parsed, OwnQueueMessage(meant)),
                    (var own, _) when dryRun.Read(parsed) => await replaying.ListAsync(meant, own ?? ReplayRoute.ToTopic(meant), chosen, stop),
                    (var own, _) => await replaying.RunAsync(meant, own ?? ReplayRoute.ToTopic(meant), chosen, stop),
                };
            },
            cancellationToken));
        return replay;
    }

    private static string NoQueueMessage(DeadLetterEntity entity) =>
        $"'{entity.Name}' has no queue for replays. With --to-topic the event goes to every subscription of the topic whose filter matches; "
        + "subscribers that have handled it recognize it by cloudEvents_id.";

    private static string OwnQueueMessage(DeadLetterEntity entity) =>
        $"'{entity.Name}' has a queue for replays, which affects no other subscription: omit --to-topic.";
}

/// <summary>
/// Replays dead letters: sends a copy, waits for the broker's acknowledgement, then completes the dead letter. If the
/// command ends in between, nothing is lost: the next replay sends the same copy, which duplicate detection drops.
/// </summary>
internal sealed class ReplayDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time)
{
    private const string NoSubscription = "it names no subscription that this app processes.";

    public async Task<int> RunAsync(DeadLetterEntity entity, ReplayRoute route, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        await using ServiceBusSender sender = client.CreateSender(route.Destination);
        var work = new DeadLetterOperation(entity, receiver, $"replayed to {route.Destination}", output, time);
        return await work.RunAsync(selection, (message, cancellation) => SendAsync(sender, route, message, cancellation), cancellationToken);
    }

    /// <summary>Lists what a replay would send, and changes nothing.</summary>
    public async Task<int> ListAsync(DeadLetterEntity entity, ReplayRoute route, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        return await new DeadLetterOperation(entity, receiver, $"replayed to {route.Destination}", output, time)
            .PreviewAsync(selection, message => ProblemOf(message) ?? (route.Copy(message) is null ? NoSubscription : null), cancellationToken);
    }

    private static async Task<string?> SendAsync(
        ServiceBusSender sender, ReplayRoute route, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (ProblemOf(message) is { } problem)
        {
            return problem;
        }

        if (route.Copy(message) is not { } copy)
        {
            return NoSubscription;
        }

        try
        {
            await sender.SendMessageAsync(copy, cancellationToken);
            return null;
        }
        catch (ServiceBusException failure) when (failure.Reason == ServiceBusFailureReason.MessageSizeExceeded)
        {
            return "its copy is larger than the broker takes.";
        }
    }

    private static string? ProblemOf(ServiceBusReceivedMessage message) =>
        MessageBody.Of(message) is null ? "its body is not bytes, so this app did not write it."
        : message.ApplicationProperties.Where(property => !EventCopy.CanBeSent(property.Value)).Select(property => property.Key).FirstOrDefault() is { } odd
            ? $"its property '{PlainText.Of(odd)}' is of a kind that cannot be sent again."
        : null;
}

/// <summary>Where the dead letters of an entity are replayed to.</summary>
/// <param name="Destination">A queue, or the topic.</param>
/// <param name="Copy">Creates the copy to send. Null if the dead letter does not name its subscription.</param>
internal sealed record ReplayRoute(string Destination, Func<ServiceBusReceivedMessage, ServiceBusMessage?> Copy)
{
    // A replay starts with the first attempt.
    private const int FirstAttempt = 0;

    /// <summary>A queue for this subscription only. Null if the topic, and so every subscription, is the only way.</summary>
    public static ReplayRoute? Own(DeadLetterEntity entity) => entity.Name switch
    {
        EventCopy.Queue => new ReplayRoute(EventCopy.Queue, CopyForNamedSubscription),
        ResendSchedule.Entity => new ReplayRoute(ResendSchedule.Entity, message => CopyForTopic(message, entity)),
        string name when EventSubscription.Named(name) is not null => new ReplayRoute(EventCopy.Queue, message => EventCopy.Of(message, name, FirstAttempt)),
        _ => null,
    };

    public static ReplayRoute ToTopic(DeadLetterEntity subscription) =>
        new(subscription.Topic!, message => CopyForTopic(message, subscription));

    private static ServiceBusMessage? CopyForNamedSubscription(ServiceBusReceivedMessage message) =>
        EventSubscription.Named(EventCopy.SubscriptionOf(message)) is { } subscription ? EventCopy.Of(message, subscription.Name, FirstAttempt) : null;

    // The message id is derived from the dead letter, as for each copy. The properties for one subscription do not apply.
    private static ServiceBusMessage CopyForTopic(ServiceBusReceivedMessage message, DeadLetterEntity entity)
    {
        ServiceBusMessage copy = EventCopy.Of(message, entity.Name, FirstAttempt);
        copy.ApplicationProperties.Remove(EventCopy.Subscription);
        copy.ApplicationProperties.Remove(EventCopy.Attempt);
        return copy;
    }
}
