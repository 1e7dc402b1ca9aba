using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Http;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(InvalidBindings.WithoutTrigger), "no trigger")]
    [InlineData(typeof(InvalidBindings.WithTwoTriggers), "more than one trigger")]
    [InlineData(typeof(InvalidBindings.WithUnknownTrigger), "UnknownTriggerAttribute is not supported")]
    [InlineData(typeof(InvalidBindings.WithUnboundParameter), "'other' of type String cannot be bound")]
    [InlineData(typeof(InvalidBindings.WithUnparsableRouteValue), "'other' of type Stream cannot be bound")]
    [InlineData(typeof(InvalidBindings.WithUnsupportedBody), "'request' of type Uri cannot be bound")]
    [InlineData(typeof(InvalidBindings.WithUnsupportedMessage), "'message' of type ServiceBusMessage cannot be bound")]
    [InlineData(typeof(InvalidSignatures.WithHiddenMethod), "must be public")]
    [InlineData(typeof(InvalidSignatures.WithAsyncVoid), "return Task instead")]
    [InlineData(typeof(InvalidSignatures.WithOtherResult), "only HttpResponseData")]
    [InlineData(typeof(InvalidSignatures.WithMessageResult), "return type String is not supported")]
    [InlineData(typeof(InvalidBindings.WithBrokenRoute), "route is not valid")]
    [InlineData(typeof(InvalidBindings.WithBatch), "IsBatched is not supported")]
    [InlineData(typeof(InvalidBindings.WithSessions), "IsSessionsEnabled is not supported")]
    [InlineData(typeof(InvalidSignatures.WithoutConstructor), "cannot be created from services")]
    [InlineData(typeof(InvalidSignatures.Abstract), "abstract")]
    public async Task A_method_that_cannot_work_stops_the_start_and_is_named(Type functions, string reason)
    {
        var setup = new RunningApp.Setup
        {
            Settings = { ["AzureWebJobsServiceBus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true" },
        };

        var error = await Assert.ThrowsAsync<HostConfigurationException>(() => RunningApp.StartAsync(setup, functions));

        Assert.StartsWith("Function 'Wrong': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_must_be_unique_whatever_their_case()
    {
        var error = await Assert.ThrowsAsync<HostConfigurationException>(
            () => RunningApp.StartAsync(typeof(EchoFunctions), typeof(LowerCaseEcho)));

        Assert.Contains("EchoFunctions.Echo, LowerCaseEcho.Run", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(AllVerbs))]
    [InlineData(typeof(SameVerb))]
    public async Task Two_functions_cannot_answer_the_same_request(Type second)
    {
        var error = await Assert.ThrowsAsync<HostConfigurationException>(
            () => RunningApp.StartAsync(typeof(EchoFunctions), second));

        Assert.Contains("same method", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_may_share_a_route_with_different_verbs()
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions), typeof(OtherVerb));

        Assert.Equal("got", await app.Http.GetStringAsync("api/echo"));
        using HttpResponseMessage posted = await app.Http.PostAsync("api/echo", new StringContent("posted"));
        Assert.Equal("posted", await posted.Content.ReadAsStringAsync());
    }

    private sealed class LowerCaseEcho
    {
        [Function("echo")]
        public void Run([HttpTrigger] HttpRequestData request) => _ = request;
    }

    private sealed class AllVerbs
    {
        [Function("Zero")]
        public void Run([HttpTrigger(Route = "Echo")] HttpRequestData request) => _ = request;
    }

    private sealed class SameVerb
    {
        [Function("Zero")]
        public void Run([HttpTrigger("get", "POST", Route = "echo")] HttpRequestData request) => _ = request;
    }

    private sealed class OtherVerb
    {
        [Function("Get")]
        public HttpResponseData Run([HttpTrigger("get", Route = "echo")] HttpRequestData request) =>
            EchoFunctions.Text(request, "got");
    }
}
