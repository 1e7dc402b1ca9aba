using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class OutageTests
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task The_listener_goes_on_after_its_connection_is_cut()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus);
        await bus.SendAsync(new ServiceBusMessage("before"));
        await _inbox.HoldsAsync("before");

        bus.Broker.Faults.CutConnections();
        await bus.SendAsync(new ServiceBusMessage("after"));

        await _inbox.HoldsAsync("before", "after");
    }

    [Fact]
    public async Task The_listener_goes_on_after_a_restart_of_the_broker()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus);
        await bus.SendAsync(new ServiceBusMessage("before"));
        await _inbox.HoldsAsync("before");

        await bus.Broker.StopAsync();
        await Eventually.IsTrueAsync(() => app.Log.ToString().Contains("Warning: Service Bus Receive on orders", StringComparison.Ordinal), "the outage is logged");
        await bus.Broker.RestartAsync();
        await bus.SendAsync(new ServiceBusMessage("after"));

        await _inbox.HoldsAsync("before", "after");
    }

    [Fact]
    public async Task The_host_starts_without_a_broker_and_receives_once_there_is_one()
    {
        await using Bus bus = await Bus.StartAsync();
        await bus.SendAsync(new ServiceBusMessage("waiting"));
        await bus.Broker.StopAsync();
        await using RunningApp app = await StartAsync(bus);

        await bus.Broker.RestartAsync();

        await _inbox.HoldsAsync("waiting");
    }

    [Fact]
    public async Task The_host_stops_while_the_broker_is_away()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus);
        await bus.Broker.StopAsync();

        await app.Host.StopAsync();

        Assert.DoesNotContain("did not end after they were cancelled", app.Log.ToString(), StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync(Bus bus) => RunningApp.StartAsync(
        bus.Connected(new RunningApp.Setup { Services = services => services.AddSingleton(_inbox) }),
        typeof(ReceivingFunctions.ByText));
}
