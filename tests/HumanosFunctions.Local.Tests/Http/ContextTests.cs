using System.Diagnostics;
using HumanosFunctions.Local.Tests.Infrastructure;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class ContextTests
{
    [Fact]
    public async Task The_context_tells_function_invocation_binding_data_and_trace()
    {
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using RunningApp app = await RunningApp.StartAsync(typeof(ContextFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/context/7");
        request.Headers.Add("traceparent", Parent);
        request.Headers.Add("tracestate", "vendor=x");

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        string[] expected =
        [
            "name Context",
            "entry HumanosFunctions.Local.Tests.Http.ContextFunctions.Run",
            "assembly HumanosFunctions.Local.Tests.dll",
            "parameters request id context",
            "in httpTrigger In",
            "out http",
            "id True True",
            "data 7",
            $"trace {Parent} vendor=x",
            "retry 0 of 0",
            "items 7 urn:feature True",
        ];
        Assert.Equal(expected, (await response.Content.ReadAsStringAsync()).Split('\n'));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("anything")]
    public async Task Without_a_trace_of_the_sender_an_invocation_has_one_of_its_own(string? parent)
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(ContextFunctions));

        Assert.NotEqual(await TraceIdAsync(app, parent), await TraceIdAsync(app, parent));
    }

    private static async Task<ActivityTraceId> TraceIdAsync(RunningApp app, string? parent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/context/7");
        request.Headers.TryAddWithoutValidation("traceparent", parent);
        using HttpResponseMessage response = await app.Http.SendAsync(request);
        string trace = (await response.Content.ReadAsStringAsync()).Split('\n').Single(line => line.StartsWith("trace ", StringComparison.Ordinal));
        return ActivityContext.Parse(trace.Split(' ')[1], traceState: null).TraceId;
    }
}
