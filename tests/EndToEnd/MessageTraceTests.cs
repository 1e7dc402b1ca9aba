using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>The trace that a published message carries, also where nobody observes the ingestor.</summary>
[Collection(ServedCollection.Name)]
public sealed class MessageTraceTests(ServedIngestor ingestor)
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_message_stays_in_the_trace_of_its_request() =>
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (await TraceOfAsync(("traceparent", Parent))).TraceId.ToHexString());

    [Fact]
    public async Task Without_a_trace_each_message_begins_one_of_its_own()
    {
        ActivityContext first = await TraceOfAsync();
        ActivityContext second = await TraceOfAsync();

        Assert.NotEqual(default, first);
        Assert.NotEqual(default, second);
        Assert.NotEqual(first.TraceId, second.TraceId);
    }

    [Theory]
    [InlineData("anna@example.com")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01; anna@example.com")]
    public async Task What_is_no_trace_is_not_passed_on(string parent) =>
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", (await TraceOfAsync(("traceparent", parent))).TraceId.ToHexString());

    private async Task<ActivityContext> TraceOfAsync(params (string Name, string Value)[] headers)
    {
        SealedDelivery delivery = ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
        ServiceBusReceivedMessage message = await ingestor.Audit.WaitForAsync(await ingestor.Http.DeliverAsync(ingestor.Webhook, delivery, headers));

        string mark = Assert.IsType<string>(message.ApplicationProperties["traceparent"]);
        Assert.Equal(mark, message.ApplicationProperties["Diagnostic-Id"]);
        return ActivityContext.Parse(mark, traceState: null);
    }
}
