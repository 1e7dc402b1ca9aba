using System.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = SelectionOptions.Entity();
        var selection = new SelectionOptions();
        Option<int> max = SelectionOptions.Max(int.MaxValue, "The most to replay.");
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
                        .RunAsync(meant, own ?? ReplayRoute.ToTopic(meant), selection.Of(parsed) with { Max = parsed.GetValue(max) }, stop),
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
