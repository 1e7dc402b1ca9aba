using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>The command <c>dlq purge</c>.</summary>
internal static class PurgeCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = SelectionOptions.Entity();
        var selection = new SelectionOptions();
        var olderThan = new Option<TimeSpan>("--older-than")
        {
            Description = "Only those that came to the entity longer ago: 90s, 15m, 12h, 7d or 1.12:00:00.",
            CustomParser = ReadSpan,
        };
        var yes = new Option<bool>("--yes") { Description = "Deletes them; without it the command tells what it would delete." };
        var purge = new Command("purge", "Deletes dead letters for good.") { entity, olderThan, yes };
        selection.AddTo(purge);
        purge.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new PurgeDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System)
                .RunAsync(source.Entity(parsed.GetValue(entity)!), selection.Of(parsed) with { OlderThan = parsed.GetValue(olderThan) }, parsed.GetValue(yes), stop),
            cancellationToken));
        return purge;
    }

    private static TimeSpan ReadSpan(ArgumentResult argument)
    {
        string text = argument.Tokens.Single().Value;
        if (!Span.TryParse(text, out TimeSpan span))
        {
            argument.AddError($"'{text}' is no span of time such as 90s, 15m, 12h, 7d or 1.12:00:00.");
        }

        return span;
    }
}
