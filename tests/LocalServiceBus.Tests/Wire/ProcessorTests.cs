using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class ProcessorTests : IAsyncLifetime
{
    private const int Count = 500;
    private readonly ConcurrentDictionary<string, byte> _handled = new();
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_processor_handles_everything_that_is_sent_although_connections_are_cut()
    {
        await using ServiceBusProcessor processor = StartProcessor("events", "all");
        await processor.StartProcessingAsync();
        await using ServiceBusSender sender = _scenario.Client.CreateSender("events");
        for (int i = 0; i < Count; i++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage("x") { MessageId = $"{i}" });
            if (i % 100 == 50)
            {
                _scenario.Broker.Faults.CutConnections();
            }
        }

        await Eventually.IsTrueAsync(() => _handled.Count == Count, "every message is handled");
        await Eventually.IsTrueAsync(() => _scenario.Broker.Statistics("events/Subscriptions/all") is { Active: 0, Locked: 0 }, "every message is settled");
        await processor.StopProcessingAsync();
        Assert.Equal(Count, _scenario.Broker.TopicStatistics("events").Accepted);
    }

    [Fact]
    public async Task A_processor_renews_the_lock_of_a_message_that_takes_long()
    {
        var received = new TaskCompletionSource<ServiceBusReceivedMessage>();
        var release = new TaskCompletionSource();
        await using ServiceBusProcessor processor = _scenario.Client.CreateProcessor("patient");
        processor.ProcessMessageAsync += async args =>
        {
            received.TrySetResult(args.Message);
            await release.Task;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        await _scenario.SendAsync("patient", new ServiceBusMessage("slow"));
        try
        {
            DateTimeOffset firstLock = (await received.Task).LockedUntil;
            ServiceBusReceiver observer = _scenario.Client.CreateReceiver("patient");
            await Eventually.IsTrueAsync(
                async () => (await observer.PeekMessageAsync(fromSequenceNumber: 1)).LockedUntil > firstLock, "the lock is renewed");
        }
        finally
        {
            // Stopping the processor waits for its handler.
            release.SetResult();
        }

        await Eventually.IsTrueAsync(() => _scenario.Broker.Statistics("patient").Completed == 1, "the message is completed");
        await processor.StopProcessingAsync();
    }

    private ServiceBusProcessor StartProcessor(string topic, string subscription)
    {
        ServiceBusProcessor processor = _scenario.Client.CreateProcessor(topic, subscription, new ServiceBusProcessorOptions
        {
            MaxConcurrentCalls = 16,
            PrefetchCount = 20,
        });
        processor.ProcessMessageAsync += args =>
        {
            _handled.TryAdd(args.Message.MessageId, default);
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        return processor;
    }
}
