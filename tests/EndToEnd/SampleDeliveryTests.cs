using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using Humanos.Webhooks;

namespace EndToEnd;

/// <summary>Every known payload, encrypted in every way that occurs, through the running ingestor.</summary>
[Collection(ServedCollection.Name)]
public sealed class SampleDeliveryTests(ServedIngestor ingestor)
{
    private static readonly string[] Groups = ["credential", "identity", "otpFailed"];

    public static TheoryData<string, int, Base64Variant> Deliveries
    {
        get
        {
            var rows = new TheoryData<string, int, Base64Variant>();
            foreach (string sample in Samples.Names)
            {
                foreach (int ivLength in new[] { 12, 16 })
                {
                    foreach (Base64Variant variant in Enum.GetValues<Base64Variant>())
                    {
                        rows.Add(sample, ivLength, variant);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public async Task A_delivery_reaches_the_topic_and_its_one_processor_once(string sample, int ivLength, Base64Variant variant)
    {
        UniqueSample unique = UniqueSample.Of(sample);
        byte[] body = Base64Variants.Rewrite(EnvelopeEncryptor.Encrypt(unique.Json, ingestor.Sender.EncryptionKey, ivLength), variant);

        string messageId = await ingestor.Http.DeliverAsync(
            ingestor.Webhook, ingestor.Sender.Sign(body, Sender.Milliseconds(DateTimeOffset.UtcNow)));

        ServiceBusReceivedMessage message = await ingestor.Audit.WaitForAsync(messageId);
        Assert.Equal(unique.Json, message.Body.ToArray());
        Assert.Equal(unique.RequestId, message.CorrelationId);
        await AssertStoredAsync(Group(sample), unique.RequestId, messageId);
    }

    private async Task AssertStoredAsync(string? group, string requestId, string messageId)
    {
        if (group is null)
        {
            Assert.Null(await ingestor.Http.StoredAsync(ingestor.Api, requestId));
            return;
        }

        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, requestId);
        JsonElement row = Assert.Single(stored.GetProperty(group).EnumerateArray());
        Assert.Equal(messageId, row.GetProperty("eventId").GetString());
        Assert.All(Groups.Where(other => other != group), other => Assert.Empty(stored.GetProperty(other).EnumerateArray()));
    }

    // From the file's name alone, so that the code under test has no say in it.
    private static string? Group(string sample) => sample.Split('/')[1].Split('.') switch
    {
        ["credential", ..] => "credential",
        ["identity", ..] => "identity",
        ["otp", ..] => "otpFailed",
        ["process", "kyc", ..] => "identity",
        ["process", ..] => "credential",
        ["test"] => null,
        _ => throw new ArgumentException($"No expectation for {sample}.", nameof(sample)),
    };
}
