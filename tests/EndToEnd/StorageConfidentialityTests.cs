using Azure.Messaging.ServiceBus;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>Whatever can be neither stored nor kept, and whatever waits for a person: what is printed of it names nobody and holds no secret.</summary>
public sealed class StorageConfidentialityTests
{
    private const string Credential = "2026-05-17/credential";

    [Fact]
    public async Task An_event_that_was_given_up_and_a_delivery_that_cannot_be_kept_tell_nothing_nor_does_their_list()
    {
        // A folder stands where the database file should be, and a file where the folder of bodies should be.
        string inTheWay = Path.GetTempFileName();
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync(
            ("Humanos:SqlitePath", AppContext.BaseDirectory), ("Humanos:BodyFolder", Path.Combine(inTheWay, "bodies")),
            ("Humanos:MaxRetries", "1"), ("Humanos:RetryDelay", "00:00:00.05"));
        byte[] json = UniqueSample.Of(Credential).Json;

        Assert.Equal(200, await watched.PostAsync(Seal(watched, json)));
        Assert.Equal(503, await watched.PostAsync(Seal(watched, [(byte)'[', .. json, (byte)']'])));
        await Eventually.IsTrueAsync(() => watched.Logged("RetriesExhausted"), "the event is given up");
        string listed = await ListAsync(watched.Ingestor) + await ListAsync(watched.Ingestor, "--json");

        Assert.Contains("RetriesExhausted", listed, StringComparison.Ordinal);
        Assert.Contains("reason=NotQuarantined", watched.Everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(listed + watched.Everything));
        File.Delete(inTheWay);
    }

    [Fact]
    public async Task A_delivery_in_quarantine_tells_nothing_until_its_body_is_asked_for()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync();
        Assert.Equal(500, await watched.PostAsync(Seal(watched, [(byte)'[', .. UniqueSample.Of(Credential).Json, (byte)']'])));
        string name = Assert.Single(watched.Ingestor.KeptNames());

        LocalProcess list = await watched.Ingestor.QuarantineAsync(["list"], exitCode: 0);
        LocalProcess show = await watched.Ingestor.QuarantineAsync(["show", name], exitCode: 0);

        string printed = string.Join('\n', [.. list.Lines, .. show.Lines]);
        Assert.Contains("NotAnObject", printed, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(printed + watched.Everything));
    }

    [Fact]
    public async Task A_large_event_that_was_tampered_with_tells_nothing()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync();
        byte[] json = LargeSample.Of(Credential, 300 * LargeSample.Kilobyte).Json;
        Assert.Equal(200, await watched.PostAsync(Seal(watched, json)));
        await Eventually.IsTrueAsync(() => watched.Logged("Processed event"), "it is processed");
        string blob = Assert.Single(Directory.GetFiles(Path.Combine(watched.Ingestor.Data.FullName, "bodies", "claim-check")));
        await File.WriteAllBytesAsync(blob, [.. json.Reverse()]);

        await SendAgainAsync(watched.Ingestor);

        await Eventually.IsTrueAsync(() => watched.Logged("ClaimCheckMismatch"), "it is dead-lettered");
        Assert.Empty(Confidential.In(watched.Everything));
    }

    private static SealedDelivery Seal(WatchedIngestor watched, byte[] json) => watched.Ingestor.Sender.Seal(json, DateTimeOffset.UtcNow);

    private static async Task<string> ListAsync(InProcessIngestor ingestor, params string[] options)
    {
        await using LocalProcess command = LocalProcess.Start(["dlq", "list", "--amqp-port", $"{ingestor.Broker.Port}", .. options]);
        Assert.Equal(0, await command.WaitForExitAsync());
        return string.Join('\n', command.Lines);
    }

    private static async Task SendAgainAsync(InProcessIngestor ingestor)
    {
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusReceiver audit = client.CreateReceiver("humanos-events", "audit");
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        ServiceBusReceivedMessage message = await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        await sender.SendMessageAsync(new ServiceBusMessage(message) { MessageId = "once-more" });
    }
}
