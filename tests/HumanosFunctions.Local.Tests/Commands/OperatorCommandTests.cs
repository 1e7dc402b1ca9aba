using System.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Local.Commands;
using LocalServiceBus;

namespace HumanosFunctions.Local.Tests.Commands;

/// <summary>One program serves on a developer's machine and has every command of the operator.</summary>
public sealed class OperatorCommandTests
{
    [Theory]
    [InlineData("send")]
    [InlineData("dlq")]
    [InlineData("quarantine")]
    public async Task The_development_host_has_the_command(string name)
    {
        using StringWriter output = new();

        int exitCode = await LocalCommandLine.RunAsync([name, "--help"], new InvocationConfiguration { Output = output });

        Assert.Equal(0, exitCode);
        Assert.Contains($" {name} ", $"{output}", StringComparison.Ordinal);
    }

    /// <summary>The commands do not refer to the development Service Bus, so they know its address and key themselves.</summary>
    [Fact]
    public void The_commands_call_the_Service_Bus_that_serving_starts() =>
        Assert.Equal(DevelopmentBroker.ConnectionStringOn(5001), LocalIngestor.ServiceBusOn(5001));
}
