using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Shows what there is, and nothing of a payload.</summary>
/// <param name="max">The most to show of one entity.</param>
internal sealed class ListDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time, int max, bool asJson)
{
    public async Task<int> RunAsync(IReadOnlyList<DeadLetterEntity> entities, CancellationToken cancellationToken)
    {
        var shown = new List<DeadLetterFacts>();
        var summary = new List<string>();
        foreach (DeadLetterEntity entity in entities)
        {
            IReadOnlyList<DeadLetterFacts> found = await PeekAsync(entity, cancellationToken);
            shown.AddRange(found.Take(max));
            summary.Add($"{entity.Name}: {(found.Count > max ? $"{max}, and more than these (--max)" : found.Count)}");
        }

        if (asJson)
        {
            await WriteLinesAsync(shown.Select(DeadLetterJson.LineOf));
        }
        else
        {
            await DeadLetterTable.WriteAsync(output, shown);
            await WriteLinesAsync(summary);
        }

        return ExitCode.Done;
    }

    // One more than is shown tells whether there are more.
    private async Task<IReadOnlyList<DeadLetterFacts>> PeekAsync(DeadLetterEntity entity, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        var found = new List<DeadLetterFacts>();
        await foreach (ServiceBusReceivedMessage message in new DeadLetterPeek(receiver).AllAsync(cancellationToken))
        {
            found.Add(DeadLetterFacts.Of(message, entity, time.GetUtcNow()));
            if (found.Count > max)
            {
                break;
            }
        }

        return found;
    }

    private async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
