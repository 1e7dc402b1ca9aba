using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq purge</c>.</summary>
internal static class PurgeCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = SelectionOptions.Entity();
        var selection = new SelectionOptions();
        var options = new PurgeOptions();
        var purge = new Command("purge", "Deletes dead letters for good.") { entity };
        options.AddTo(purge);
        selection.AddTo(purge);
        purge.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new PurgeDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System).RunAsync(
                source.Entity(parsed.GetValue(entity)!),
                selection.Of(parsed) with { OlderThan = options.OlderThan(parsed) },
                options.IsConfirmed(parsed),
                stop),
            cancellationToken));
        return purge;
    }
}
