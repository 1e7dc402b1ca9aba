using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class ReceivingTests
{
    private readonly Inbox _inbox = new();

    [Theory]
    [InlineData(typeof(ReceivingFunctions.ByMessage), "id-1 created body")]
    [InlineData(typeof(ReceivingFunctions.ByText), "body")]
    [InlineData(typeof(ReceivingFunctions.ByBytes), "body")]
    [InlineData(typeof(ReceivingFunctions.ByBinaryData), "body")]
    public async Task A_message_reaches_the_function_in_the_type_it_asks_for_and_is_completed(Type function, string received)
    {
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await RunningApp.StartAsync(bus.Connected(Setup()), function);

        await bus.SendAsync(new ServiceBusMessage("body") { MessageId = "id-1", Subject = "created" });

        await _inbox.HoldsAsync(received);
        await bus.BecomesAsync(queue => queue is { Completed: 1, Active: 0, Locked: 0 }, "the message is completed");
    }

    [Fact]
    public async Task Names_may_refer_to_settings()
    {
        await using Bus bus = await Bus.StartAsync();
        RunningApp.Setup setup = Setup() with
        {
            Settings = new() { ["Names:Topic"] = "events", ["Names:Subscription"] = "all", ["Names:Connection"] = "Orders" },
        };
        await using RunningApp app = await RunningApp.StartAsync(bus.Connected(setup), typeof(ReceivingFunctions.FromSubscription));

        await bus.SendAsync(new ServiceBusMessage("event"), entity: "events");

        await _inbox.HoldsAsync("event");
    }

    [Theory]
    [InlineData("AzureWebJobsServiceBus")]
    [InlineData("ConnectionStrings:AzureWebJobsServiceBus")]
    public async Task Without_a_connection_name_the_functions_hosts_own_setting_counts(string key)
    {
        await using Bus bus = await Bus.StartAsync();
        RunningApp.Setup setup = Setup() with { Settings = new() { [key] = bus.Broker.ConnectionString } };
        await using RunningApp app = await RunningApp.StartAsync(setup, typeof(ReceivingFunctions.FromDefaultConnection));

        await bus.SendAsync(new ServiceBusMessage("body"));

        await _inbox.HoldsAsync("body");
    }

    [Fact]
    public async Task The_context_carries_the_messages_metadata_and_trace()
    {
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using Bus bus = await Bus.StartAsync();
        await using RunningApp app = await RunningApp.StartAsync(bus.Connected(Setup()), typeof(ReceivingFunctions.Metadata));

        await bus.SendAsync(new ServiceBusMessage("body")
        {
            MessageId = "id-1",
            Subject = "created",
            ApplicationProperties = { ["Diagnostic-Id"] = Parent, ["version"] = 2 },
        });

        await _inbox.HoldsAsync($$"""id-1 1 created {"Diagnostic-Id":"{{Parent}}","version":2} {{Parent}} body""");
    }

    private RunningApp.Setup Setup() => new() { Services = services => services.AddSingleton(_inbox) };
}
