using Azure.Messaging.ServiceBus;
using Humanos.Webhooks.ServiceBus;

namespace SampleSubscriber;

/// <summary>
/// Takes messages off one subscription. Each is completed when its event is handled, abandoned when handling throws (the broker
/// delivers it again, ten times at most, then dead-letters it), and dead-lettered at once where it can never be read.
/// </summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly ServiceBusProcessor _processor;
    private readonly EventMessageReader _reader;

    public Subscriber(ServiceBusClient client, SubscriberSettings settings, EventMessageReader reader)
    {
        // One message at a time, so that two deliveries of one event cannot both pass for new.
        _processor = client.CreateProcessor(
            settings.Topic, settings.Subscription, new ServiceBusProcessorOptions { MaxConcurrentCalls = 1 });
        _processor.ProcessMessageAsync += ProcessAsync;
        _processor.ProcessErrorAsync += ReportAsync;
        _reader = reader;
    }

    public Task StartAsync() => _processor.StartProcessingAsync();

    /// <summary>Ends when the message in hand is settled.</summary>
    public Task StopAsync() => _processor.StopProcessingAsync();

    public ValueTask DisposeAsync() => _processor.DisposeAsync();

    private async Task ProcessAsync(ProcessMessageEventArgs delivery)
    {
        EventReading reading = await _reader.HandleAsync(delivery, HandleAsync);
        Console.WriteLine(Handled.Of(reading).ToJson());
    }

    // Here a service does its work. What it throws brings the event back.
    private static Task HandleAsync(EventReading.Unhandled unhandled, CancellationToken cancellationToken) => Task.CompletedTask;

    // The exception's own text may quote a message: the reason is enough.
    private static Task ReportAsync(ProcessErrorEventArgs error)
    {
        string reason = error.Exception is ServiceBusException broker ? broker.Reason.ToString() : error.Exception.GetType().Name;
        return Console.Error.WriteLineAsync($"{error.ErrorSource} failed: {reason}");
    }
}
