using System.Net;
using System.Net.Sockets;
using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class FaultTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Theory]
    [InlineData(AcknowledgementFault.Withhold)]
    [InlineData(AcknowledgementFault.CutConnection)]
    public async Task A_message_whose_acknowledgement_is_lost_is_sent_again_and_stored_once(AcknowledgementFault fault)
    {
        await using ServiceBusClient impatient = BrokerScenario.Connect(_scenario.Broker.ConnectionString, TimeSpan.FromSeconds(2));
        await using ServiceBusSender sender = impatient.CreateSender("once");
        await sender.SendMessageAsync(new ServiceBusMessage("first"));
        _scenario.Broker.Faults.LoseAcknowledgements(fault, sends: 1);

        await sender.SendMessageAsync(new ServiceBusMessage("second") { MessageId = "second" });

        Assert.Equal(new TopicStatistics(Accepted: 2, DuplicatesDropped: 1, Scheduled: 0), _scenario.Broker.TopicStatistics("once"));
    }

    [Fact]
    public async Task A_refused_message_is_not_stored_and_the_sender_learns_why()
    {
        _scenario.Broker.Faults.RefuseSends("com.microsoft:entity-disabled");

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => _scenario.SendAsync("orders", new ServiceBusMessage("x")));

        Assert.Equal(ServiceBusFailureReason.MessagingEntityDisabled, exception.Reason);
        Assert.Equal(0, _scenario.Broker.Statistics("orders").Enqueued);
        _scenario.Broker.Faults.Clear();
        await _scenario.SendAsync("orders", new ServiceBusMessage("x"));
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Enqueued);
    }

    [Fact]
    public async Task A_refusal_for_one_send_is_over_after_it()
    {
        _scenario.Broker.Faults.RefuseSends("amqp:internal-error", sends: 1);

        await _scenario.SendAsync("orders", new ServiceBusMessage("x"));

        Assert.Equal(1, _scenario.Broker.Statistics("orders").Enqueued);
    }

    [Fact]
    public async Task Clients_come_back_after_their_connections_were_cut()
    {
        ServiceBusReceiver receiver = _scenario.Client.CreateReceiver("orders");
        await _scenario.SendAsync("orders", new ServiceBusMessage("before"));
        Assert.Equal("before", (await _scenario.ReceiveOneAsync(receiver)).Body.ToString());

        _scenario.Broker.Faults.CutConnections();

        await _scenario.SendAsync("orders", new ServiceBusMessage("after"));
        Assert.Equal("after", (await _scenario.ReceiveOneAsync(receiver)).Body.ToString());
    }

    [Fact]
    public async Task A_broker_that_stops_and_restarts_keeps_its_port_and_its_messages()
    {
        await _scenario.SendAsync("orders", new ServiceBusMessage("kept"));
        await _scenario.Broker.StopAsync();
        await using (ServiceBusClient impatient = BrokerScenario.Connect(_scenario.Broker.ConnectionString, TimeSpan.FromSeconds(1)))
        {
            await Assert.ThrowsAsync<ServiceBusException>(() => impatient.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("x")));
        }

        await _scenario.Broker.RestartAsync();

        Assert.Equal("kept", (await _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"))).Body.ToString());
    }

    // Without the reservation, one of about 4,600 free ports was this one on Linux.
    [Fact]
    public async Task A_stopped_broker_refuses_connections_and_its_port_is_not_free()
    {
        await _scenario.Broker.StopAsync();
        using var client = new TcpClient();

        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, _scenario.Broker.Port));
        Assert.DoesNotContain(_scenario.Broker.Port, Enumerable.Range(0, 20_000).Select(_ => AnyFreePort()));
    }

    private static int AnyFreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
