using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Connections;

public sealed class ServiceBusConnectionTests
{
    private const string Good = "Endpoint=sb://humanos.servicebus.windows.net/;SharedAccessKeyName=name;SharedAccessKey=confidential";

    [Theory]
    [InlineData("ServiceBusConnection", Good)]
    [InlineData("ServiceBusConnection", "Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=Root;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;")]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace", "humanos.servicebus.windows.net")]
    public void A_namespace_can_be_connected_with(string key, string value) => Assert.Null(Problem(key, value));

    [Theory]
    [InlineData("ServiceBusConnection", "nonsense")]
    [InlineData("ServiceBusConnection", "confidential;nonsense")]
    [InlineData("ServiceBusConnection", "Endpoint=sb://humanos.servicebus.windows.net/")]
    [InlineData("ServiceBusConnection", "SharedAccessKeyName=name;SharedAccessKey=confidential")]
    [InlineData("ServiceBusConnection", Good + ";EntityPath=humanos-events")]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace", "sb://humanos.servicebus.windows.net")]
    [InlineData("ServiceBusConnection:fullyQualifiedNamespace", " humanos.servicebus.windows.net")]
    [InlineData("Other", "")]
    public void Anything_else_stops_the_start_and_is_not_repeated(string key, string value)
    {
        string problem = Problem(key, value)!;

        Assert.StartsWith("ServiceBusConnection", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", problem, StringComparison.Ordinal);
    }

    private static string? Problem(string key, string value) =>
        ServiceBusConnection.Problem(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}
