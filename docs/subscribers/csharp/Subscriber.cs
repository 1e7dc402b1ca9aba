using Azure.Messaging.ServiceBus;

namespace SampleSubscriber;

/// <summary>
/// Takes messages off one subscription and settles each: completed when its handling returns, abandoned when it throws (the
/// broker delivers it again, ten times at most, then dead-letters it), dead-lettered at once where it can never be read.
/// </summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly ServiceBusProcessor _processor;
    private readonly EventHandling _handling;

    public Subscriber(ServiceBusClient client, SubscriberSettings settings, EventHandling handling)
    {
        // One message at a time keeps the recognition of repetitions simple; the SDK completes and abandons.
        _processor = client.CreateProcessor(
            settings.Topic, settings.Subscription, new ServiceBusProcessorOptions { MaxConcurrentCalls = 1, AutoCompleteMessages = true });
        _processor.ProcessMessageAsync += ProcessAsync;
        _processor.ProcessErrorAsync += ReportAsync;
        _handling = handling;
    }

    public Task StartAsync() => _processor.StartProcessingAsync();

    /// <summary>Ends when the message in hand is settled.</summary>
    public Task StopAsync() => _processor.StopProcessingAsync();

    public ValueTask DisposeAsync() => _processor.DisposeAsync();

    private async Task ProcessAsync(ProcessMessageEventArgs delivery)
    {
        Handled handled = await _handling.HandleAsync(delivery.Message, delivery.CancellationToken);
        if (handled.Outcome == Outcome.Malformed)
        {
            // Not caught if it fails: a message that was not dead-lettered must not be completed.
            await delivery.DeadLetterMessageAsync(delivery.Message, handled.Decision, cancellationToken: delivery.CancellationToken);
        }

        Console.WriteLine(handled.ToJson());
    }

    // The exception's own text may quote a message: the reason is enough.
    private static Task ReportAsync(ProcessErrorEventArgs error)
    {
        string reason = error.Exception is ServiceBusException broker ? broker.Reason.ToString() : error.Exception.GetType().Name;
        return Console.Error.WriteLineAsync($"{error.ErrorSource} failed: {reason}");
    }
}
