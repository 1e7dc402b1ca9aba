using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Deletes dead letters for good or, unless that is confirmed, tells what it would delete.</summary>
internal sealed class PurgeDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(DeadLetterEntity entity, DeadLetterSelection selection, bool confirmed, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        return confirmed
            ? await new DeadLetterWork(entity, receiver, "deleted", output, time).RunAsync(selection, (_, _) => Task.FromResult<string?>(null), cancellationToken)
            : await ForetellAsync(entity, receiver, selection, cancellationToken);
    }

    private async Task<int> ForetellAsync(
        DeadLetterEntity entity, ServiceBusReceiver receiver, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        ChosenDeadLetters chosen = await ChosenDeadLetters.FindAsync(new DeadLetterPeek(receiver), selection, time.GetUtcNow(), cancellationToken);
        await output.WriteLineAsync(PurgeOptions.Foretell(entity.Name, chosen.DeadLetters.Count, chosen.Younger, chosen.Missing.Count));
        return ExitCode.Usage;
    }
}
