using System.Security.Cryptography;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using HumanosFunctions.Payloads;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>Events that no message holds are neither lost nor cut, and are acknowledged only when both parts are durable.</summary>
public sealed class LargeEventTests
{
    private const string Credential = "2026-05-17/credential";

    [Theory]
    [InlineData(600, "1048576", "245760")]
    [InlineData(760, "1048576", "245760")]
    [InlineData(5000, "16777216", "245760")]
    [InlineData(300, "1048576", "1000000")]
    public async Task A_large_event_is_kept_beside_its_message_and_has_its_effect_once(int kilobytes, string maxBodyBytes, string claimCheckAbove)
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(
            ("Humanos:MaxBodyBytes", maxBodyBytes), ("Humanos:ClaimCheckAbove", claimCheckAbove));
        UniqueSample sample = LargeSample.Of(Credential, kilobytes * LargeSample.Kilobyte);

        string messageId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        ServiceBusReceivedMessage message = await AuditedAsync(ingestor);
        Assert.Equal(messageId, message.MessageId);
        Assert.Equal("{}", message.Body.ToString());
        Assert.Equal($"{messageId}.json", message.ApplicationProperties["claimcheck_blob"]);
        Assert.Equal((long)sample.Json.Length, message.ApplicationProperties["claimcheck_length"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sample.Json)), message.ApplicationProperties["claimcheck_sha256"]);
        Assert.Equal(sample.Json, await File.ReadAllBytesAsync(Blob(ingestor, messageId)));
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
    }

    [Fact]
    public async Task An_event_that_a_message_holds_is_in_it()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        UniqueSample sample = LargeSample.Of(Credential, 200 * LargeSample.Kilobyte);

        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        ServiceBusReceivedMessage message = await AuditedAsync(ingestor);
        Assert.Equal(sample.Json, message.Body.ToArray());
        Assert.DoesNotContain(message.ApplicationProperties.Keys, name => name.StartsWith("claimcheck_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_a_large_event_cannot_be_kept_it_is_503_and_nothing_is_published_and_then_it_is_accepted()
    {
        // A file stands where the folder should be.
        string inTheWay = Path.GetTempFileName();
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(("Humanos:BodyFolder", Path.Combine(inTheWay, "bodies")));
        UniqueSample sample = LargeSample.Of(Credential, 300 * LargeSample.Kilobyte);
        SealedDelivery delivery = ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow);

        using (HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, delivery))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        string health = await (await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health"))).Content.ReadAsStringAsync();
        Assert.Contains("\"bodies\":\"unreachable\"", health, StringComparison.Ordinal);
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        File.Delete(inTheWay);
        await ingestor.Http.DeliverAsync(ingestor.Webhook, delivery);
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Directory.Delete(inTheWay, recursive: true);
    }

    [Fact]
    public async Task A_blob_that_was_tampered_with_is_dead_lettered_and_never_used()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        UniqueSample sample = LargeSample.Of(Credential, 300 * LargeSample.Kilobyte);
        string messageId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        byte[] tampered = [.. sample.Json];
        tampered[^3] ^= 1;
        await File.WriteAllBytesAsync(Blob(ingestor, messageId), tampered);

        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage(await AuditedAsync(ingestor)) { MessageId = "a-replay" });

        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            "humanos-events", "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage? dead = await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("a-replay", dead?.MessageId);
        Assert.Equal("ClaimCheckMismatch", dead?.DeadLetterReason);
    }

    [Fact]
    public async Task A_blob_that_is_missing_is_asked_for_again_until_it_is_there()
    {
        ForgetfulBodyStore? bodies = null;
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(new InProcessChanges
        {
            Replaced = services =>
            {
                ServiceDescriptor real = services.Single(service => service.ServiceType == typeof(IPayloadStore));
                services.AddSingleton<IPayloadStore>(provider => bodies = new ForgetfulBodyStore((IPayloadStore)real.ImplementationFactory!(provider), times: 2));
            },
        });
        UniqueSample sample = LargeSample.Of(Credential, 300 * LargeSample.Kilobyte);

        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(3, bodies!.Asked);
    }

    private static string Blob(InProcessIngestor ingestor, string messageId) =>
        Path.Combine(ingestor.Data.FullName, "bodies", "claim-check", $"{messageId}.json");

    private static async Task<ServiceBusReceivedMessage> AuditedAsync(InProcessIngestor ingestor)
    {
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusReceiver audit = client.CreateReceiver("humanos-events", "audit");
        ServiceBusReceivedMessage? message = await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.NotNull(message);
        await audit.CompleteMessageAsync(message);
        return message;
    }
}
