using System.CommandLine;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq purge</c>.</summary>
internal static class PurgeCommand
{
    public static Command Build(DeadLetterAction action)
    {
        Argument<string> entity = DeadLetterArguments.Entity();
        SelectionOptions<long> selection = DeadLetterArguments.Selection();
        var options = new PurgeOptions();
        var purge = new Command("purge", "Deletes dead letters permanently.") { entity };
        options.AddTo(purge);
        selection.AddTo(purge);
        purge.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            (client, source, stop) => new PurgeDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System).RunAsync(
                source.Entity(parsed.GetValue(entity)!),
                new DeadLetterSelection(selection.Items(parsed)) { OlderThan = options.OlderThan(parsed) },
                options.IsConfirmed(parsed),
                stop),
            cancellationToken));
        return purge;
    }
}

/// <summary>Deletes dead letters permanently or, without confirmation, reports what it would delete.</summary>
internal sealed class PurgeDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(DeadLetterEntity entity, DeadLetterSelection selection, bool confirmed, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        return confirmed
            ? await new DeadLetterOperation(entity, receiver, "deleted", output, time).RunAsync(selection, (_, _) => Task.FromResult<string?>(null), cancellationToken)
            : await ForetellAsync(entity, receiver, selection, cancellationToken);
    }

    private async Task<int> ForetellAsync(
        DeadLetterEntity entity, ServiceBusReceiver receiver, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        SelectedDeadLetters chosen = await SelectedDeadLetters.FindAsync(new MessagePeek(receiver), selection, time.GetUtcNow(), cancellationToken);
        await output.WriteLineAsync(PurgeOptions.Foretell(entity.Name, chosen.DeadLetters.Count, chosen.Younger, chosen.Missing.Count));
        return ExitCode.Usage;
    }
}
