using System.CommandLine;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;

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
        var filter = new DeadLetterFilterOptions();
        filter.AddTo(purge);
        selection.AddTo(purge, filter.IsGiven);
        purge.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                DeadLetterEntity meant = source.Entity(parsed.GetValue(entity)!);
                var chosen = new DeadLetterSelection(selection.Items(parsed))
                {
                    OlderThan = options.OlderThan(parsed),
                    Filter = await filter.Read(parsed).ResolveAsync(client, [meant], stop),
                };
                var purging = new PurgeDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System);
                return options.IsDryRun(parsed) ? await purging.ListAsync(meant, chosen, stop) : await purging.RunAsync(meant, chosen, options.IsConfirmed(parsed), stop);
            },
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
            : await PreviewAsync(entity, receiver, selection, cancellationToken);
    }

    public async Task<int> ListAsync(DeadLetterEntity entity, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        return await new DeadLetterOperation(entity, receiver, "deleted", output, time).PreviewAsync(selection, _ => null, cancellationToken);
    }

    private async Task<int> PreviewAsync(
        DeadLetterEntity entity, ServiceBusReceiver receiver, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        SelectedDeadLetters chosen = await SelectedDeadLetters.FindAsync(entity, new MessagePeek(receiver), selection, time.GetUtcNow(), keepMessages: false, cancellationToken);
        await output.WriteLineAsync(PurgeOptions.Preview(entity.Name, chosen.DeadLetters.Count, chosen.Younger, chosen.Missing.Count));
        return ExitCode.Usage;
    }
}
