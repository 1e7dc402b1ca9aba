using System.Text.Json;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd.Subscribers;

/// <summary>What every subscriber must do, whatever its language.</summary>
public sealed class SubscriberScenario(ServedIngestor ingestor, SubscriberProcess subscriber, string subscriptionName)
{
    private readonly SampleSubscription _subscription = new(ingestor.ServiceBus, subscriptionName);

    public async Task EverySampleIsReadAndNothingPersonalPrintedAsync()
    {
        Assert.Equal(Samples.Names, SampleDecisions.Expected.Keys.Order(StringComparer.Ordinal));
        foreach (string name in Samples.Names)
        {
            await SampleIsReadAsync(UniqueSample.Of(name), SampleDecisions.Expected[name]);
        }

        IEnumerable<string> personal = Samples.Names.SelectMany(name => PersonalData.In(Samples.Read(name)));
        Assert.All(personal, value => Assert.DoesNotContain(subscriber.Lines, line => line.Contains(value, StringComparison.Ordinal)));
        await _subscription.WaitUntilSettledAsync();
    }

    public async Task AReplayIsRecognisedAndATypeFromTheFutureAcceptedAsync()
    {
        byte[] future = """{"eventType":"planted.tomorrow","requestId":"r-1"}"""u8.ToArray();
        string eventId = Guid.NewGuid().ToString("N");
        await _subscription.PublishAsync(future, eventId);
        Assert.Equal("unknown", Text(await subscriber.WaitForAsync(eventId, "completed"), "decision"));

        await _subscription.PublishAsync(future, eventId);

        Assert.Equal("none", Text(await subscriber.WaitForAsync(eventId, "duplicate"), "decision"));
        await _subscription.WaitUntilSettledAsync();
    }

    public async Task ALargeEventIsReadFromBesideItsMessageAsync()
    {
        await SampleIsReadAsync(LargeSample.Of("2026-05-17/credential", 600 * LargeSample.Kilobyte), "active");
        await _subscription.WaitUntilSettledAsync();
    }

    public async Task ALargeEventThatIsNotWhatWasPublishedIsDeadLetteredAsync()
    {
        string eventId = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(ingestor.ClaimCheckFolder);
        await File.WriteAllTextAsync(Path.Combine(ingestor.ClaimCheckFolder, $"{eventId}.json"), "{}");

        await _subscription.PublishAsync("{}"u8.ToArray(), eventId, new() { ["claimcheck_blob"] = $"{eventId}.json", ["claimcheck_length"] = 2L, ["claimcheck_sha256"] = new string('0', 64) });
        await subscriber.WaitForAsync(eventId, "malformed");
        Assert.Equal("claim-check-mismatch", await _subscription.NextDeadLetterReasonAsync());

        string another = Guid.NewGuid().ToString("N");
        await _subscription.PublishAsync("{}"u8.ToArray(), another, new() { ["claimcheck_blob"] = $"../claim-check/{eventId}.json" });
        await subscriber.WaitForAsync(another, "malformed");
        Assert.Equal("claim-check-malformed", await _subscription.NextDeadLetterReasonAsync());
    }

    public async Task WhatCanNeverBeReadIsDeadLetteredAsync()
    {
        string eventId = Guid.NewGuid().ToString("N");
        await _subscription.PublishAsync("no JSON"u8.ToArray(), eventId);
        await subscriber.WaitForAsync(eventId, "malformed");
        await _subscription.PublishAsync("{}"u8.ToArray(), eventId: null);
        await subscriber.WaitForAsync(eventId: null, "malformed");

        Assert.Equal("no-json-object", await _subscription.NextDeadLetterReasonAsync());
        Assert.Equal("no-event-id", await _subscription.NextDeadLetterReasonAsync());
        await _subscription.WaitUntilSettledAsync();
    }

    public async Task WhatThrowsComesAgainUntilTheBrokerDeadLettersItAsync()
    {
        string eventId = Guid.NewGuid().ToString("N");
        await _subscription.PublishWithoutBytesAsync(eventId);

        Assert.Equal("MaxDeliveryCountExceeded", await _subscription.NextDeadLetterReasonAsync());
        Assert.DoesNotContain(subscriber.Handled, line => Text(line, "eventId") == eventId);
    }

    private async Task SampleIsReadAsync(UniqueSample sample, string decision)
    {
        string eventId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        JsonElement handled = await subscriber.WaitForAsync(eventId, "completed");

        Assert.Equal(sample.RequestId, Text(handled, "requestId"));
        Assert.Equal(TypeOf(sample), Text(handled, "type"));
        Assert.Equal(decision, Text(handled, "decision"));
    }

    private static string? TypeOf(UniqueSample sample)
    {
        JsonElement payload = JsonSerializer.Deserialize<JsonElement>(sample.Json);
        return Text(payload, "eventType") ?? Text(payload, "event");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
