using System.CommandLine;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq list</c>.</summary>
internal static class ListCommand
{
    private const int DefaultMax = 100;

    public static Command Build(DeadLetterAction action)
    {
        var entities = new Argument<string[]>("ENTITY") { Description = "Subscriptions and queues. The default is all of the topology file.", Arity = ArgumentArity.ZeroOrMore };
        Option<int> max = DeadLetterArguments.Max(DefaultMax, "The maximum number to show for each entity.");
        var json = new Option<bool>("--json") { Description = "Writes a JSON object for each line." };
        var newest = new Option<bool>("--newest") { Description = "Shows the newest ones of each entity, newest first. Reads all dead letters." };
        var list = new Command("list", "Lists dead letters, without their payload.") { entities, max, json, newest };
        var filter = new DeadLetterFilterOptions();
        filter.AddTo(list);
        list.SetAction((parsed, cancellationToken) => action.RunAsync(
            parsed,
            async (client, source, stop) =>
            {
                IReadOnlyList<DeadLetterEntity> meant = source.Entities(parsed.GetValue(entities) ?? []);
                return await new ListDeadLetters(client, parsed.InvocationConfiguration.Output, TimeProvider.System, parsed.GetValue(max), parsed.GetValue(json))
                {
                    IsNewestFirst = parsed.GetValue(newest),
                    Filter = await filter.Read(parsed).ResolveAsync(client, meant, stop),
                }.RunAsync(meant, stop);
            },
            cancellationToken));
        return list;
    }
}

/// <summary>Lists dead letters, and no part of a payload.</summary>
/// <param name="max">The maximum number to show for each entity.</param>
internal sealed class ListDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time, int max, bool asJson)
{
    public bool IsNewestFirst { get; init; }

    public DeadLetterFilter Filter { get; init; } = DeadLetterFilter.None;

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
            await DeadLetterTable.WriteReasonsAsync(output, shown);
            await WriteLinesAsync(summary);
        }

        return shown.Any(deadLetter => deadLetter.EnqueuedAt is null) ? ExitCode.Problem : ExitCode.Done;
    }

    // One more than the maximum shows whether there are more.
    private async Task<IReadOnlyList<DeadLetterFacts>> PeekAsync(DeadLetterEntity entity, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        var found = new Queue<DeadLetterFacts>();
        int read = 0;
        using ProgressLine progress = ProgressLine.OnError(time, entity.Name);
        await foreach ((long number, ServiceBusReceivedMessage? message) in new MessagePeek(receiver).AllAsync(cancellationToken))
        {
            progress.Show(++read);
            DeadLetterFacts facts = message is null ? DeadLetterFacts.Unreadable(number, entity) : DeadLetterFacts.Of(message, entity, time.GetUtcNow());
            if (!Filter.Matches(facts))
            {
                continue;
            }

            found.Enqueue(facts);
            if (found.Count <= max)
            {
                continue;
            }

            if (!IsNewestFirst)
            {
                break;
            }

            // The oldest of one more than the maximum is only kept to know that there are more.
            if (found.Count > max + 1L)
            {
                found.Dequeue();
            }
        }

        return IsNewestFirst ? [.. found.Reverse()] : [.. found];
    }

    private async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
