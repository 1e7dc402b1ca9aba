using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Tests.Infrastructure;
using LocalServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class SettlingTests
{
    private readonly Inbox _inbox = new();

    [Theory]
    [InlineData("complete")]
    [InlineData("renew")]
    [InlineData("settle in vain")]
    [InlineData("whatever else")]
    public async Task A_function_that_succeeds_completes_its_message_once(string subject)
    {
        string log = await RunAsync(subject, queue => queue.Completed == 1, $"{subject} 1");

        Assert.DoesNotContain("Warning:", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dead-letter", "never works")]
    [InlineData("dead-letter with property", null)]
    public async Task A_dead_lettered_message_carries_its_reason_and_is_left_alone(string subject, string? description)
    {
        await using Bus bus = await Bus.StartAsync();
        await using (RunningApp app = await StartAsync(bus))
        {
            await bus.SendAsync(new ServiceBusMessage { Subject = subject });
            await bus.BecomesAsync(queue => queue.DeadLettered == 1, "the message is dead-lettered");
        }

        await using ServiceBusReceiver receiver = bus.Client.CreateReceiver($"{Bus.Queue}/$DeadLetterQueue");
        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("invalid", message.DeadLetterReason);
        Assert.Equal(description, message.DeadLetterErrorDescription);
        Assert.Equal(0, bus.Statistics.Completed);
    }

    [Fact]
    public async Task A_deferred_message_is_left_alone() =>
        await RunAsync("defer", queue => queue is { Deferred: 1, Completed: 0 }, "defer 1");

    [Fact]
    public async Task An_abandoned_message_comes_again() =>
        await RunAsync("abandon once", queue => queue.Completed == 1, "abandon once 1", "abandon once 2");

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure_like_others() =>
        await RunAsync("throw cancellation", queue => queue.Completed == 1, "throw cancellation 1", "throw cancellation 2");

    [Fact]
    public async Task A_failing_function_sees_its_message_again_until_the_broker_dead_letters_it()
    {
        string log = await RunAsync("throw", queue => queue.DeadLettered == 1, "throw 1", "throw 2", "throw 3");

        Assert.Contains("Function Settle failed on delivery 3 of message id-1 with System.InvalidTimeZoneException", log, StringComparison.Ordinal);
        Assert.DoesNotContain("private text", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_after_the_settlement_changes_nothing() =>
        await RunAsync("settle and throw", queue => queue is { Completed: 1, Active: 0, DeadLettered: 0 }, "settle and throw 1");

    /// <summary>Sends one message, waits for its deliveries and its end, and hands back the log once the app has stopped.</summary>
    private async Task<string> RunAsync(string subject, Func<QueueStatistics, bool> end, params string[] deliveries)
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus);
        await bus.SendAsync(new ServiceBusMessage { Subject = subject, MessageId = "id-1" });
        await bus.BecomesAsync(end, $"the end of '{subject}'");
        await app.Host.StopAsync();
        Assert.Equal(deliveries, _inbox.Received);
        Assert.True(end(bus.Statistics), "nothing changes after the end");
        return app.Log.ToString();
    }

    private Task<RunningApp> StartAsync(Bus bus) => RunningApp.StartAsync(
        bus.Connected(new RunningApp.Setup { Services = services => services.AddSingleton(_inbox) }),
        typeof(SettlingFunctions.Settle));
}
