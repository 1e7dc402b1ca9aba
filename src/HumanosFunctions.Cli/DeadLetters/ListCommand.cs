using System.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq list</c>.</summary>
internal static class ListCommand
{
    private const int DefaultMax = 100;

    public static Command Build(DeadLetterAction action)
    {
        var entities = new Argument<string[]>("ENTITY") { Description = "Subscriptions and queues; all of the topology, where none is named.", Arity = ArgumentArity.ZeroOrMore };
        Option<int> max = SelectionOptions.Max(DefaultMax, "The most to show of one entity.");
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var list = new Command("list", "Shows dead letters, without their payload.") { entities, max, json };
        list.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new ListDeadLetters(
                client, parsed.InvocationConfiguration.Output, TimeProvider.System, parsed.GetValue(max), parsed.GetValue(json))
                .RunAsync(source.Entities(parsed.GetValue(entities) ?? []), stop),
            cancellationToken));
        return list;
    }
}
