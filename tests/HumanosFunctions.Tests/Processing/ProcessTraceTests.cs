using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Tests.Telemetry;

namespace HumanosFunctions.Tests.Processing;

[Collection(TracedCollection.Name)]
public sealed class ProcessTraceTests : IDisposable
{
    private static readonly ActivityContext Published =
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    private readonly SpanRecorder _recorder = new();
    private readonly ServiceBusReceivedMessage _message;

    public ProcessTraceTests()
    {
        ServiceBusMessage message = Messages.Event().Message;
        message.ApplicationProperties["traceparent"] = $"00-{Published.TraceId}-{Published.SpanId}-01";
        _message = Messages.Received(message);
    }

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public void An_attempt_is_in_the_trace_of_its_message_where_the_host_took_it_up()
    {
        using Activity host = new Activity("of the host").SetParentId(Published.TraceId, Published.SpanId).Start();

        Assert.Equal((Published.TraceId, host.SpanId), Attempt());
    }

    [Fact]
    public void An_attempt_is_in_the_trace_of_its_message_where_the_host_began_another()
    {
        using Activity host = new Activity("of the host").Start();

        Assert.Equal((Published.TraceId, Published.SpanId), Attempt());
    }

    [Fact]
    public void An_attempt_is_in_the_trace_of_its_message_where_the_host_has_none() =>
        Assert.Equal((Published.TraceId, Published.SpanId), Attempt());

    [Fact]
    public void An_attempt_that_nobody_ended_has_failed()
    {
        ProcessTrace.Start("credential", _message)!.Dispose();

        Activity span = Assert.Single(_recorder.Of(Published.TraceId));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("Failed", span.GetTagItem("humanos.outcome"));
    }

    [Fact]
    public void An_attempt_tells_how_it_ended()
    {
        using (ProcessTrace.Start("credential", _message))
        {
            ProcessTrace.Processed("id");
        }

        using (ProcessTrace.Start("credential", _message))
        {
            ProcessTrace.DeadLettered("Why");
        }

        Assert.Equal(
            [("Processed", ActivityStatusCode.Unset, null), ("DeadLettered", ActivityStatusCode.Error, "Why")],
            _recorder.Of(Published.TraceId).Select(span => (span.GetTagItem("humanos.outcome"), span.Status, span.GetTagItem("humanos.reason"))));
    }

    [Theory]
    [InlineData("anna.secret@example.com")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000annA")]
    public void An_id_that_is_no_hash_of_ours_is_not_shown(string messageId)
    {
        ServiceBusMessage message = new("{}") { MessageId = messageId };

        using Activity attempt = ProcessTrace.Start("credential", Messages.Received(message))!;

        Assert.DoesNotContain(attempt.TagObjects, tag => messageId.Equals(tag.Value));
    }

    private (ActivityTraceId Trace, ActivitySpanId Parent) Attempt()
    {
        using Activity attempt = ProcessTrace.Start("credential", _message)!;
        Assert.Equal([Published.SpanId], attempt.Links.Select(link => link.Context.SpanId));
        return (attempt.TraceId, attempt.ParentSpanId);
    }
}
