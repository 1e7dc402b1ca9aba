using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Tests.Infrastructure;
using HumanosFunctions.Local.Tests.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Lifecycle;

public sealed class ServiceBusShutdownTests
{
    private readonly Signals _signals = new();

    [Fact]
    public async Task A_message_in_flight_finishes_within_the_grace_time_and_no_other_is_taken()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus, TimeSpan.FromSeconds(60), typeof(WaitingFunction));
        await bus.SendAsync(new ServiceBusMessage("first"));
        await _signals.HasStartedAsync();

        Task stopped = app.Host.StopAsync();
        Assert.False(stopped.IsCompleted);
        _signals.Release.SetResult();
        await stopped;
        await bus.SendAsync(new ServiceBusMessage("second"));

        Assert.False(_signals.Cancelled.Task.IsCompleted);
        await bus.BecomesAsync(queue => queue is { Completed: 1, Locked: 0, Active: 1 }, "only the first message is completed");
    }

    [Fact]
    public async Task After_the_grace_time_the_functions_token_is_cancelled_and_its_message_given_back()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus, TimeSpan.FromMilliseconds(50), typeof(WaitingFunction));
        await bus.SendAsync(new ServiceBusMessage("first"));
        await _signals.HasStartedAsync();

        await app.Host.StopAsync();

        await _signals.WasCancelledAsync();
        await bus.BecomesAsync(queue => queue is { Completed: 0, Locked: 0, Active: 1 }, "the message is ready again");
    }

    [Theory]
    [InlineData(typeof(WaitingFunction))]
    [InlineData(typeof(FailingFunction))]
    public async Task The_stopping_host_does_not_receive_again_what_it_gives_back(Type function)
    {
        // Whether it does is a matter of microseconds, so that one stop shows nothing.
        for (int round = 0; round < 25; round++)
        {
            var signals = new Signals();
            await using Bus bus = await Bus.StartAsync();
            await using RunningApp app = await StartAsync(bus, TimeSpan.FromMilliseconds(50), function, signals);
            await bus.SendAsync(new ServiceBusMessage("first"));
            await signals.HasStartedAsync();

            await app.Host.StopAsync();

            Assert.True(bus.Statistics is { Completed: 0, Locked: 0, Active: 1 }, $"round {round}: {bus.Statistics}");
            await using ServiceBusReceiver receiver = bus.Client.CreateReceiver(Bus.Queue);
            Assert.Equal(2, (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30))).DeliveryCount);
        }
    }

    [Fact]
    public async Task A_function_that_ignores_its_token_cannot_hold_up_the_stop()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus, TimeSpan.FromMilliseconds(50), typeof(StubbornFunction));
        await bus.SendAsync(new ServiceBusMessage("first"));
        await _signals.HasStartedAsync();

        await app.Host.StopAsync();
        await app.Host.DisposeAsync();

        Assert.Contains("did not end after they were cancelled", app.Log.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, bus.Statistics.Completed);
        _signals.Release.SetResult();
    }

    [Fact]
    public async Task The_apps_own_services_start_before_the_first_message_and_stop_after_the_last()
    {
        await using Bus bus = await Bus.StartAsync();
        var witness = new HostedWitness();
        await bus.SendAsync(new ServiceBusMessage("first"));
        var setup = new RunningApp.Setup
        {
            Services = services => services.AddSingleton(_signals).AddHostedService(_ => witness),
        };
        await using RunningApp app = await RunningApp.StartAsync(bus.Connected(setup), typeof(WaitingFunction));
        await _signals.HasStartedAsync();
        Assert.True(witness.Started);

        Task stopped = app.Host.StopAsync();
        Assert.False(witness.Stopped);
        _signals.Release.SetResult();
        await stopped;

        Assert.True(witness.Stopped);
    }

    private Task<RunningApp> StartAsync(Bus bus, TimeSpan grace, Type function, Signals? signals = null) => RunningApp.StartAsync(
        bus.Connected(new RunningApp.Setup { Services = services => services.AddSingleton(signals ?? _signals), ShutdownGrace = grace }),
        function);
}
