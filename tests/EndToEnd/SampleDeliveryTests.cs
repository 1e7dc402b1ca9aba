using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using Humanos.Webhooks;

namespace EndToEnd;

/// <summary>Every known payload, encrypted in every way that occurs, through the running ingestor.</summary>
public abstract class SampleDeliveryTests(ServedIngestor ingestor)
{
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
    public async Task A_delivery_reaches_the_topic_once_and_ends_in_the_expected_state(string sample, int ivLength, Base64Variant variant)
    {
        UniqueSample unique = UniqueSample.Of(sample);
        byte[] body = Base64Variants.Rewrite(EnvelopeEncryptor.Encrypt(unique.Json, ingestor.Sender.EncryptionKey, ivLength), variant);
        DateTimeOffset signedAt = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

        string messageId = await ingestor.Http.DeliverAsync(
            ingestor.Webhook, ingestor.Sender.Sign(body, Sender.Milliseconds(signedAt)));

        ServiceBusReceivedMessage message = await ingestor.Audit.WaitForAsync(messageId);
        Assert.Equal(unique.Json, message.Body.ToArray());
        Assert.Equal(unique.RequestId, message.CorrelationId);
        await AssertStoredAsync(ExpectedState.Of(sample), unique.RequestId, messageId, signedAt);
    }

    private async Task AssertStoredAsync(JsonNode? expected, string requestId, string messageId, DateTimeOffset signedAt)
    {
        if (expected is null)
        {
            Assert.Null(await ingestor.Http.StoredAsync(ingestor.Api, requestId));
            return;
        }

        // The record of the event is written last, so the state is complete once it is there.
        JsonElement stored = default;
        await Eventually.IsTrueAsync(
            async () => (await ingestor.Http.StoredAsync(ingestor.Api, requestId)) is { } found && (stored = found).GetProperty("events").GetArrayLength() > 0,
            $"event {messageId} is processed");
        JsonNode actual = ExpectedState.Comparable(JsonNode.Parse(stored.GetRawText())!, requestId, messageId, signedAt);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected.ToJsonString()}, but stored is {actual.ToJsonString()}");
    }
}

[Collection(ServedCollection.Name)]
public sealed class InProcessSampleDeliveryTests(ServedIngestor ingestor) : SampleDeliveryTests(ingestor);

[Collection(ServedWorkerCollection.Name)]
public sealed class WorkerSampleDeliveryTests(ServedWorker ingestor) : SampleDeliveryTests(ingestor);
