using System.CommandLine;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Runs a command for dead letters with a client, until the program must stop, and explains problems.</summary>
internal sealed class DeadLetterAction(DeadLetterOptions options)
{
    public async Task<int> RunAsync(
        ParseResult parsed, Func<ServiceBusClient, DeadLetterSource, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        DeadLetterSource source = options.SourceOf(parsed);
        string host = "The namespace";
        return await ExplainedRun.RunAsync(
            parsed.InvocationConfiguration.Error,
            problem => DeadLetterProblem.Explain(problem, host),
            async stop =>
            {
                await using ServiceBusClient client = source.Open();
                host = source.HostOf(client);
                return await action(client, source, stop);
            },
            cancellationToken);
    }

    /// <summary>Reports a command line that is not valid.</summary>
    public static async Task<int> RefuseAsync(ParseResult parsed, string why)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }
}

/// <summary>Explains a problem in a sentence. An unexpected exception is a defect and keeps its stack trace.</summary>
internal static class DeadLetterProblem
{
    private const string NotAllowed =
        "Not allowed: you need the roles Azure Service Bus Data Receiver and, to replay, Azure Service Bus Data Sender on the namespace, or a valid key.";

    /// <param name="problem">The exception.</param>
    /// <param name="host">The host of the namespace.</param>
    public static string? Explain(Exception problem, string host) => problem switch
    {
        ServiceBusException broker => Explain(broker, host),
        UnauthorizedAccessException => NotAllowed,
        AuthenticationFailedException => StorageProblem.NotSignedIn,
        TimeoutException => Unreachable(host),
        OperationCanceledException => "Stopped.",
        InvalidDataException or IOException => problem.Message,
        _ => null,
    };

    private static string Explain(ServiceBusException problem, string host) => problem.Reason switch
    {
        ServiceBusFailureReason.MessagingEntityNotFound => $"{host} does not have a queue or topic that this command needs.",
        ServiceBusFailureReason.ServiceCommunicationProblem or ServiceBusFailureReason.ServiceTimeout => Unreachable(host),
        ServiceBusFailureReason reason => $"{host} refused: {reason}.",
    };

    private static string Unreachable(string host) => $"{host} cannot be reached.";
}
