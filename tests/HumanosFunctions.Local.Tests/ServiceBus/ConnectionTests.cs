using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Infrastructure;

namespace HumanosFunctions.Local.Tests.ServiceBus;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_missing_connection_is_named_with_the_function()
    {
        string error = await FailAsync(typeof(ReceivingFunctions.ByText), []);

        Assert.Contains("Function 'Receive': its connection 'Orders' is set neither", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_named_and_not_quoted()
    {
        string error = await FailAsync(typeof(ReceivingFunctions.ByText), new() { ["Orders"] = "Endpoint=hidden;SharedAccessKey=hidden" });

        Assert.Contains("Function 'Receive': the setting 'Orders' is not a valid", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Names:Topic")]
    [InlineData("Names:Subscription")]
    [InlineData("Names:Connection")]
    public async Task A_missing_setting_in_a_name_is_named_with_the_function(string missing)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Names:Topic"] = "events",
            ["Names:Subscription"] = "all",
            ["Names:Connection"] = "Orders",
            ["Orders"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true",
        };
        settings.Remove(missing);

        string error = await FailAsync(typeof(ReceivingFunctions.FromSubscription), settings);

        Assert.Contains($"Function 'Receive': its trigger refers to the setting '{missing}'", error, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(Type function, Dictionary<string, string?> settings)
    {
        var error = await Assert.ThrowsAsync<HostConfigurationException>(
            () => RunningApp.StartAsync(new RunningApp.Setup { Settings = settings }, function));
        return error.ToString();
    }
}
