using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class AutoCompleteTests
{
    private const string NoAutoComplete = """{ "extensions": { "serviceBus": { "autoCompleteMessages": false } } }""";

    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Without_auto_complete_success_leaves_the_message_locked_and_failure_still_abandons_it()
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await StartAsync(bus, typeof(SettlingFunctions.LeaveAlone));

        await bus.SendAsync(new ServiceBusMessage { Subject = "throw once" });

        await _inbox.HoldsAsync("throw once 1", "throw once 2");
        await app.Host.StopAsync();
        Assert.Equal(0, bus.Statistics.Completed);
    }

    [Theory]
    [InlineData(typeof(SettlingFunctions.Settle), 0)]
    [InlineData(typeof(SettlingFunctions.AlwaysComplete), 1)]
    public async Task Host_json_decides_on_auto_complete_unless_the_attribute_does(Type function, long completed)
    {
        await using Bus bus = await Bus.StartAsync();
        await bus.SendAsync(new ServiceBusMessage { Subject = "nothing" });
        await using RunningApp app = await StartAsync(bus, function, NoAutoComplete);

        await bus.BecomesAsync(queue => queue.Active == 0, "the message is received");
        await app.Host.StopAsync();

        Assert.Equal(completed, bus.Statistics.Completed);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public async Task A_function_that_a_setting_disables_receives_nothing(string disabled, long completed)
    {
        await using Bus bus = await Bus.StartAsync();
        await bus.SendAsync(new ServiceBusMessage { Subject = "nothing" });
        await using (RunningApp app = await RunningApp.StartAsync(
            bus.Connected(new RunningApp.Setup { Settings = { ["AzureWebJobs.Settle.Disabled"] = disabled }, Services = services => services.AddSingleton(_inbox) }),
            typeof(SettlingFunctions.Settle)))
        {
            if (completed > 0)
            {
                await bus.BecomesAsync(queue => queue.Completed == completed, "the message is completed");
            }

            await app.Host.StopAsync();
        }

        Assert.Equal((1 - completed, completed), (bus.Statistics.Active, bus.Statistics.Completed));
    }

    private Task<RunningApp> StartAsync(Bus bus, Type function, string hostJson = "{}") => RunningApp.StartAsync(
        bus.Connected(new RunningApp.Setup { HostJson = hostJson, Services = services => services.AddSingleton(_inbox) }),
        function);
}
