using System.CommandLine;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>What all commands for dead letters have around them: a client, an end with the parent, and problems in a sentence.</summary>
internal sealed class DeadLetterAction(DeadLetterOptions options)
{
    public async Task<int> RunAsync(
        ParseResult parsed, Func<ServiceBusClient, DeadLetterSource, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        DeadLetterSource source = options.SourceOf(parsed);
        string host = "The namespace";
        try
        {
            await using ServiceBusClient client = source.Open();
            host = source.HostOf(client);
            return await StopSignal.CancelsAsync(stop => action(client, source, stop), cancellationToken);
        }
        catch (Exception problem) when (DeadLetterProblem.Explain(problem, host) is { } explanation)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(explanation);
            return ExitCode.Problem;
        }
    }

    /// <summary>Says what is wrong with how something was asked for.</summary>
    public static async Task<int> RefuseAsync(ParseResult parsed, string why)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }
}
