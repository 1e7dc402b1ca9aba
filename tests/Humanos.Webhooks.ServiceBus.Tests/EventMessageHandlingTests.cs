using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus.Tests;

public sealed class EventMessageHandlingTests
{
    private readonly RecordingReceiver _receiver = new();
    private readonly EventMessageReader _reader = Given.Reader();
    private readonly List<string> _handled = [];

    [Fact]
    public async Task An_event_is_handled_once_and_each_of_its_messages_completed()
    {
        Assert.IsType<EventReading.Unhandled>(await _reader.HandleAsync(Delivery(Given.Json), HandleAsync));
        Assert.IsType<EventReading.Repeated>(await _reader.HandleAsync(Delivery(Given.Json), HandleAsync));

        Assert.Equal([Given.EventId], _handled);
        Assert.Equal(["completed", "completed"], _receiver.Settled);
    }

    [Fact]
    public async Task What_handling_throws_is_passed_on_and_the_event_is_new_the_next_time()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _reader.HandleAsync(Delivery(Given.Json), (_, _) => throw new TimeoutException()));
        Assert.Empty(_receiver.Settled);

        Assert.IsType<EventReading.Unhandled>(await _reader.HandleAsync(Delivery(Given.Json), HandleAsync));
        Assert.Equal(["completed"], _receiver.Settled);
    }

    [Fact]
    public async Task What_can_never_be_read_is_dead_lettered_with_the_reason_and_not_handled()
    {
        Assert.IsType<EventReading.Unreadable>(await _reader.HandleAsync(Delivery("no JSON"u8.ToArray()), HandleAsync));

        Assert.Empty(_handled);
        Assert.Equal(["dead-lettered: no-json-object"], _receiver.Settled);
    }

    private Task HandleAsync(EventReading.Unhandled unhandled, CancellationToken cancellationToken)
    {
        _handled.Add(unhandled.EventId);
        return Task.CompletedTask;
    }

    private ProcessMessageEventArgs Delivery(byte[] body) => new(Given.Message(body), _receiver, CancellationToken.None);

    /// <summary>Records how messages are settled. The SDK's receivers support derived classes for tests.</summary>
    private sealed class RecordingReceiver : ServiceBusReceiver
    {
        public List<string> Settled { get; } = [];

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Add("completed");

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message, string deadLetterReason, string? deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
            Add($"dead-lettered: {deadLetterReason}");

        private Task Add(string settlement)
        {
            Settled.Add(settlement);
            return Task.CompletedTask;
        }
    }
}
