using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;
using LocalServiceBus;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd;

/// <summary>A replay of a delivery that was signed ahead is refused, or its message is dropped as a duplicate: it is never a second message.</summary>
public sealed class ReplayWindowTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<TimeSpan, TimeSpan> Replays
    {
        get
        {
            var replays = new TheoryData<TimeSpan, TimeSpan>();
            foreach (TimeSpan tolerance in new[] { new IngestOptions().TimestampTolerance, TimeSpan.FromHours(1) })
            {
                foreach (TimeSpan around in new[] { TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1) })
                {
                    replays.Add(tolerance, tolerance + around);
                }
            }

            return replays;
        }
    }

    [Theory]
    [MemberData(nameof(Replays))]
    public async Task A_delivery_signed_five_minutes_ahead_is_one_message_whenever_it_is_replayed(TimeSpan tolerance, TimeSpan later)
    {
        var time = new FakeTimeProvider(Arrival);
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(
            new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")), Time = time });
        await using var client = new ServiceBusClient(broker.ConnectionString);
        await using ServiceBusSender topic = client.CreateSender("humanos-events");
        using var sender = new Sender();
        var verifier = new DeliveryVerifier(ReplayWindow.Of(tolerance));
        SealedDelivery delivery = sender.Seal("""{"eventType":"credential","requestId":"r"}"""u8, Arrival.AddMinutes(5));

        Assert.True(await PublishAsync(verifier, sender, delivery, time, topic));
        time.Advance(later);
        bool accepted = await PublishAsync(verifier, sender, delivery, time, topic);

        Assert.Equal(1, broker.TopicStatistics("humanos-events").Accepted);
        Assert.Equal(accepted ? 1 : 0, broker.TopicStatistics("humanos-events").DuplicatesDropped);
    }

    private static async Task<bool> PublishAsync(DeliveryVerifier verifier, Sender sender, SealedDelivery delivery, TimeProvider time, ServiceBusSender topic)
    {
        var received = new ReceivedDelivery(delivery.Timestamp, delivery.Signature, delivery.Body);
        if (verifier.Verify(received, [sender.SignatureKey], time.GetUtcNow()) is not VerificationResult.Verified verified)
        {
            return false;
        }

        DecryptedEvent decrypted = ((DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, [sender.EncryptionKey])).Event;
        await topic.SendMessageAsync(EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource: null, time.GetUtcNow()).Message);
        return true;
    }
}
