using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Http;
using HumanosFunctions.Local.Tests.Infrastructure;

namespace HumanosFunctions.Local.Tests.Settings;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData("""{ "extensions": { "http": { "routePrefix": { "a": "b" } } } }""", "extensions.http.routePrefix must be a string")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxConcurrentCalls": "many" } } }""", "extensions.serviceBus.maxConcurrentCalls must be a whole number of at least 1")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxConcurrentCalls": 0 } } }""", "extensions.serviceBus.maxConcurrentCalls")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxConcurrentCalls": [1] } } }""", "extensions.serviceBus.maxConcurrentCalls")]
    [InlineData("""{ "extensions": { "serviceBus": { "prefetchCount": -1 } } }""", "extensions.serviceBus.prefetchCount")]
    [InlineData("""{ "extensions": { "serviceBus": { "autoCompleteMessages": 1 } } }""", "extensions.serviceBus.autoCompleteMessages must be true or false")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxAutoLockRenewalDuration": "five" } } }""", "extensions.serviceBus.maxAutoLockRenewalDuration")]
    [InlineData("{ \"version\": 2.0,\n \"extensions\": }", "not valid JSON at line 2")]
    [InlineData("[]", "not a valid JSON object")]
    public async Task A_wrong_member_is_named(string hostJson, string reason)
    {
        var error = await Assert.ThrowsAsync<HostConfigurationException>(
            () => RunningApp.StartAsync(new RunningApp.Setup { HostJson = hostJson }, typeof(EchoFunctions)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_members_comments_and_the_apps_own_file_are_fine()
    {
        string own = await File.ReadAllTextAsync(RepositoryFiles.Path("host.json"));
        var setup = new RunningApp.Setup { HostJson = $"// comment\n{own}" };
        await using RunningApp app = await RunningApp.StartAsync(setup, typeof(EchoFunctions));

        Assert.Equal("GET /api/Describe ", await app.Http.GetStringAsync("api/Describe"));
    }

    [Fact]
    public async Task An_app_setting_overrides_a_member()
    {
        var setup = new RunningApp.Setup { Settings = { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "other" } };
        await using RunningApp app = await RunningApp.StartAsync(setup, typeof(EchoFunctions));

        Assert.Equal("GET /other/Describe ", await app.Http.GetStringAsync("other/Describe"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var options = new RunningApp.Setup().Options("no-such-folder/host.json", new RecordedLog(), [typeof(EchoFunctions)]);

        var error = await Assert.ThrowsAsync<HostConfigurationException>(() => LocalFunctionsHost.StartAsync(options));

        Assert.Contains("host.json does not exist", error.Message, StringComparison.Ordinal);
    }
}
