using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary>An ingestor with an archive, and a broker whose time a test can move.</summary>
public abstract class ReplayedIngestor : IAsyncLifetime
{
    private protected ArchivedIngestor Ingestor { get; } = new();

    private protected FakeTimeProvider BrokerTime { get; } = new(DateTimeOffset.UtcNow);

    private protected DeadLetteredBus Bus { get; private set; } = null!;

    public async Task InitializeAsync() => Bus = await DeadLetteredBus.StartAsync(BrokerTime);

    public async Task DisposeAsync()
    {
        await Bus.DisposeAsync();
        Ingestor.Dispose();
    }

    private protected async Task<IReadOnlyList<ArchivedEvent>> KeepManyAsync(int count)
    {
        var archived = new List<ArchivedEvent>();
        foreach (int minutes in Enumerable.Range(0, count))
        {
            archived.Add(await Ingestor.KeepAsync(Ingestor.Publish(UniqueOf("2026-05-17/credential", minutes), ArchivedIngestor.Start.AddMinutes(minutes))));
        }

        return archived;
    }

    private protected Task<CommandRun> ReplayAsync(params string[] arguments) => Ingestor.RunAsync(["events", "replay", .. arguments, "--amqp-port", $"{Bus.Broker.Port}"]);

    private protected Task<IReadOnlyList<ServiceBusReceivedMessage>> WaitingAsync() => Bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None);

    private protected string[] ProgressFiles() => Directory.GetFiles(Ingestor.Data.FullName, "replay-*.txt");

    private protected static byte[] UniqueOf(string sample, int number)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Samples.Read(sample))!;
        payload["requestId"] = $"request-{number}";
        return System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString());
    }
}
