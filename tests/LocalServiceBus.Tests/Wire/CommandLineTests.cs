using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class CommandLineTests
{
    [Fact]
    public async Task It_finds_the_repositorys_topology_says_when_it_is_ready_and_serves()
    {
        int port = FreePort.Next();
        await using var broker = new StandaloneBroker("--port", $"{port}");
        string connectionString = await broker.ReadLineAsync();

        Assert.Equal($"ready on 127.0.0.1:{port}", await broker.ReadLineAsync());
        await using ServiceBusClient client = BrokerScenario.Connect(connectionString);
        await client.CreateSender("humanos-events").SendMessageAsync(new ServiceBusMessage("x"));
        Assert.Equal("x", (await client.CreateReceiver("humanos-events", "audit").ReceiveMessageAsync()).Body.ToString());
    }

    [UnixFact]
    public async Task It_ends_without_failure_when_it_is_asked_to()
    {
        await using var broker = new StandaloneBroker("--port", "0");
        await broker.ReadLineAsync();
        await broker.ReadLineAsync();

        await broker.TerminateAsync();

        Assert.Equal((0, ""), await broker.ExitAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line_and_a_failure()
    {
        await using DevelopmentBroker other = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = Topologies.Sample });

        await AssertFailsAsync($"Port {other.Port} is in use. Choose another with --port.", exitCode: 1, "--port", $"{other.Port}");
    }

    [Theory]
    [InlineData("'--prot' is not understood. Usage:", "--prot", "1")]
    [InlineData("--port takes a whole number from 0 to 65535.", "--port", "many")]
    [InlineData("--port takes a whole number from 0 to 65535.", "--port", "99999")]
    [InlineData("--port takes a whole number from 0 to 65535.", "--port", "-1")]
    [InlineData("--port takes a whole number from 0 to 65535.", "--port", "1e3")]
    [InlineData("--port takes a value. Usage:", "--port")]
    [InlineData("--topology takes a value. Usage:", "--topology")]
    [InlineData("--topology takes a file.", "--topology", "")]
    [InlineData("Could not find file", "--topology", "nowhere.json")]
    public async Task What_it_does_not_understand_is_one_clear_line_and_a_failure(string complaint, params string[] arguments) =>
        await AssertFailsAsync(complaint, exitCode: 2, arguments);

    private static async Task AssertFailsAsync(string complaint, int exitCode, params string[] arguments)
    {
        await using var broker = new StandaloneBroker(arguments);
        (int ended, string error) = await broker.ExitAsync();

        Assert.Equal(exitCode, ended);
        Assert.StartsWith(complaint, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }
}
