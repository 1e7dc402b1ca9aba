using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus.Tests;

public sealed class EventMessageReaderTests
{
    [Fact]
    public async Task A_message_is_read_into_its_event_and_what_its_properties_say()
    {
        var reading = Assert.IsType<EventReading.Unhandled>(await Given.Reader().ReadAsync(Given.Message(Given.Json)));

        Assert.Equal(Given.EventId, reading.EventId);
        Assert.True(Assert.IsType<CredentialEvent>(reading.Event).Credentials.Single().IsActiveMandate);
        Assert.Equal(
            new EventFacts(
                Given.EventId,
                "credential",
                "request-1",
                "2026-05-17",
                new DateTimeOffset(2026, 6, 1, 12, 0, 0, 500, TimeSpan.Zero),
                new DateTimeOffset(2026, 6, 1, 12, 0, 1, TimeSpan.Zero))
            {
                SignedAt = new DateTimeOffset(2026, 6, 1, 12, 0, 0, 750, TimeSpan.Zero),
            },
            reading.Facts);
    }

    [Fact]
    public async Task An_event_that_was_not_remembered_is_read_again()
    {
        EventMessageReader reader = Given.Reader();
        await reader.ReadAsync(Given.Message(Given.Json));

        Assert.IsType<EventReading.Unhandled>(await reader.ReadAsync(Given.Message(Given.Json)));
    }

    [Fact]
    public async Task An_event_that_was_remembered_is_a_repetition_whatever_its_message_id()
    {
        EventMessageReader reader = Given.Reader();
        await reader.RememberAsync(Assert.IsType<EventReading.Unhandled>(await reader.ReadAsync(Given.Message(Given.Json))));

        EventReading again = await reader.ReadAsync(Given.Message(Given.Json));

        Assert.Equal(Given.EventId, Assert.IsType<EventReading.Repeated>(again).Facts.EventId);
    }

    [Fact]
    public async Task A_repetition_opens_no_blob()
    {
        var handled = new RecentEvents();
        await handled.AddAsync(Given.EventId, CancellationToken.None);
        var reader = new EventMessageReader((_, _) => throw new InvalidOperationException("It was opened."), handled);

        Assert.IsType<EventReading.Repeated>(await reader.ReadAsync(Given.LargeMessage(Given.Json)));
    }

    [Fact]
    public async Task A_large_event_is_read_from_beside_its_message() =>
        Assert.IsType<CredentialEvent>(
            Assert.IsType<EventReading.Unhandled>(await Given.Reader(beside: Given.Json).ReadAsync(Given.LargeMessage(Given.Json))).Event);

    [Fact]
    public async Task A_large_event_that_cannot_be_had_now_is_for_a_later_attempt() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => Given.Reader(beside: Given.Json).ReadAsync(Given.LargeMessage(Given.Json, blob: "other.json")));

    [Fact]
    public async Task A_large_event_that_is_another_is_unreadable()
    {
        byte[] altered = [.. Given.Json];
        altered[^2] ^= 1;

        AssertUnreadable(
            UnreadableReason.ClaimCheckMismatch, "claim-check-mismatch", await Given.Reader(beside: altered).ReadAsync(Given.LargeMessage(Given.Json)));
    }

    [Fact]
    public async Task A_claim_check_that_leaves_its_folder_is_unreadable() =>
        AssertUnreadable(
            UnreadableReason.ClaimCheckMalformed,
            "claim-check-malformed",
            await Given.Reader(beside: Given.Json).ReadAsync(Given.LargeMessage(Given.Json, blob: "../" + Given.EventId + ".json")));

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    public async Task A_body_that_is_no_object_is_unreadable(string body) =>
        AssertUnreadable(UnreadableReason.NoJsonObject, "no-json-object", await Given.Reader().ReadAsync(Given.Message(System.Text.Encoding.UTF8.GetBytes(body))));

    [Fact]
    public async Task A_message_without_an_event_id_is_unreadable()
    {
        AssertUnreadable(UnreadableReason.NoEventId, "no-event-id", await Given.Reader().ReadAsync(Given.Message(Given.Json, eventId: null)));
        AssertUnreadable(UnreadableReason.NoEventId, "no-event-id", await Given.Reader().ReadAsync(Given.Message(Given.Json, eventId: null, ("cloudEvents_id", 5))));
    }

    [Fact]
    public async Task A_type_from_the_future_is_an_event()
    {
        EventReading reading = await Given.Reader().ReadAsync(Given.Message("""{"eventType":"planted.tomorrow"}"""u8.ToArray()));

        Assert.IsType<UnknownEvent>(Assert.IsType<EventReading.Unhandled>(reading).Event);
    }

    [Fact]
    public async Task Properties_of_other_types_are_left_out()
    {
        ServiceBusReceivedMessage odd = Given.Message(
            Given.Json, Given.EventId, ("cloudEvents_type", 1), ("cloudEvents_time", "yesterday"), ("humanos_api_version", ""), ("humanos_received_at", true), ("humanos_signed_at", 5L));

        EventReading reading = await Given.Reader().ReadAsync(odd);

        Assert.Equal(new EventFacts(Given.EventId, null, "request-1", null, null, null), reading.Facts);
    }

    [Fact]
    public async Task What_the_store_of_ids_throws_is_passed_on() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Given.Reader(new BrokenStore()).ReadAsync(Given.Message(Given.Json)));

    private static void AssertUnreadable(UnreadableReason reason, string text, EventReading reading)
    {
        var unreadable = Assert.IsType<EventReading.Unreadable>(reading);
        Assert.Equal(reason, unreadable.Reason);
        Assert.Equal(text, unreadable.DeadLetterReason);
    }

    private sealed class BrokenStore : IHandledEvents
    {
        public ValueTask<bool> ContainsAsync(string eventId, CancellationToken cancellationToken) => throw new TimeoutException();

        public ValueTask AddAsync(string eventId, CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
