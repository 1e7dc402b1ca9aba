using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp.Scheduling;
using HumanosFunctions.Processing.Retrying;
using System.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = DeadLetterArguments.Entity();
        SelectionOptions<long> selection = DeadLetterArguments.Selection();
        Option<int> max = DeadLetterArguments.Max(int.MaxValue, "The most to replay.");
        var toTopic = new Option<bool>("--to-topic") { Description = "Through the topic, to every subscription, for one that has no queue for replays." };
        var replay = new Command("replay", "Gives dead letters another chance, and takes them out of their queue.") { entity, max, toTopic };
        selection.AddTo(replay);
        replay.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                DeadLetterEntity meant = source.Entity(parsed.GetValue(entity)!);
                return (ReplayRoute.Own(meant), parsed.GetValue(toTopic)) switch
                {
                    (null, false) => await DeadLetterAction.RefuseAsync(parsed, WithoutOwn(meant)),
                    (not null, true) => await DeadLetterAction.RefuseAsync(parsed, WithOwn(meant)),
                    (var own, _) => await new ReplayDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System)
                        .RunAsync(meant, own ?? ReplayRoute.ToTopic(meant), new DeadLetterSelection(selection.Items(parsed)) { Max = parsed.GetValue(max) }, stop),
                };
            },
            cancellationToken));
        return replay;
    }

    private static string WithoutOwn(DeadLetterEntity entity) =>
        $"No queue brings an event to '{entity.Name}' alone. With --to-topic it goes to the topic again, so to every subscription whose filter takes it; "
        + "who has handled it before knows it by cloudEvents_id.";

    private static string WithOwn(DeadLetterEntity entity) =>
        $"'{entity.Name}' has a queue for replays, which disturbs nobody else: leave --to-topic out.";
}

/// <summary>
/// Gives dead letters another chance: sends a copy, waits until the broker has acknowledged it, then completes the dead
/// letter. Between the two an end loses nothing: the next replay makes the same copy, which the broker knows.
/// </summary>
internal sealed class ReplayDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(DeadLetterEntity entity, ReplayRoute route, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        await using ServiceBusSender sender = client.CreateSender(route.Destination);
        var work = new DeadLetterOperation(entity, receiver, $"replayed to {route.Destination}", output, time);
        return await work.RunAsync(selection, (message, cancellation) => SendAsync(sender, route, message, cancellation), cancellationToken);
    }

    private static async Task<string?> SendAsync(
        ServiceBusSender sender, ReplayRoute route, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (Payload.Of(message) is null)
        {
            return "its body is not bytes, so this app did not write it.";
        }

        if (message.ApplicationProperties.Where(property => !EventCopy.CanBeSent(property.Value)).Select(property => property.Key).FirstOrDefault() is { } odd)
        {
            return $"its property '{PlainText.Of(odd)}' is of a kind that cannot be sent again.";
        }

        if (route.Copy(message) is not { } copy)
        {
            return "it names no subscription that this app processes.";
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
}

/// <summary>Where the dead letters of one entity go again.</summary>
/// <param name="Destination">A queue, or the topic.</param>
/// <param name="Copy">Makes what is sent there; null where the dead letter does not tell whom it was for.</param>
internal sealed record ReplayRoute(string Destination, Func<ServiceBusReceivedMessage, ServiceBusMessage?> Copy)
{
    // All attempts lie before a replay again.
    private const int Anew = 0;

    /// <summary>A queue that only those who failed read; null where the topic, and so everybody, is the only way.</summary>
    public static ReplayRoute? Own(DeadLetterEntity entity) => entity.Name switch
    {
        EventCopy.Queue => new ReplayRoute(EventCopy.Queue, CopyOnceMore),
        ResendSchedule.Entity => new ReplayRoute(ResendSchedule.Entity, message => ForWhoeverReads(message, entity)),
        string name when EventSubscription.Named(name) is not null => new ReplayRoute(EventCopy.Queue, message => EventCopy.Of(message, name, Anew)),
        _ => null,
    };

    public static ReplayRoute ToTopic(DeadLetterEntity subscription) =>
        new(subscription.Topic!, message => ForWhoeverReads(message, subscription));

    private static ServiceBusMessage? CopyOnceMore(ServiceBusReceivedMessage message) =>
        EventSubscription.Named(EventCopy.SubscriptionOf(message)) is { } subscription ? EventCopy.Of(message, subscription.Name, Anew) : null;

    // The id follows from the dead letter, as that of every copy; the marks of a copy for one subscription do not.
    private static ServiceBusMessage ForWhoeverReads(ServiceBusReceivedMessage message, DeadLetterEntity entity)
    {
        ServiceBusMessage copy = EventCopy.Of(message, entity.Name, Anew);
        copy.ApplicationProperties.Remove(EventCopy.Subscription);
        copy.ApplicationProperties.Remove(EventCopy.Attempt);
        return copy;
    }
}
