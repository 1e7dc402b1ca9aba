using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Telemetry;

namespace HumanosFunctions.Tests.Publishing;

[Collection(TracedCollection.Name)]
public sealed class MessageTraceTests
{
    [Fact]
    public void A_message_carries_the_span_that_sends_it_under_both_names()
    {
        using var recorder = new SpanRecorder();
        ServiceBusMessage message = Messages.Event().Message;

        using Activity send = SendTrace.Start("topic", message)!;

        Assert.Equal(send.Id, message.ApplicationProperties["traceparent"]);
        Assert.Equal(send.Id, message.ApplicationProperties["Diagnostic-Id"]);
        Assert.Equal(send.SpanId, MessageTrace.Read(Messages.Received(message)).SpanId);
    }

    [Fact]
    public void While_nobody_listens_it_carries_the_span_that_is_current()
    {
        ServiceBusMessage message = Messages.Event().Message;
        using var ambient = new Activity("of the host");
        ambient.Start();

        Assert.Null(SendTrace.Start("topic", message));

        Assert.Equal(ambient.Id, message.ApplicationProperties["traceparent"]);
    }

    [Fact]
    public void Without_any_span_it_carries_none()
    {
        ServiceBusMessage message = Messages.Event().Message;

        Assert.Null(SendTrace.Start("topic", message));

        Assert.DoesNotContain("traceparent", message.ApplicationProperties.Keys);
        Assert.Equal(default, MessageTrace.Read(Messages.Received(message)));
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-anna@example.com", null)]
    [InlineData("anna@example.com", null)]
    [InlineData("", null)]
    public void Without_any_span_it_carries_the_ids_of_the_request(string request, string? expected)
    {
        ServiceBusMessage message = Messages.Event().Message;

        MessageTrace.Continue(message, new RequestTrace(request));
        Assert.Null(SendTrace.Start("topic", message));

        Assert.Equal(expected, message.ApplicationProperties.TryGetValue("traceparent", out object? mark) ? mark : null);
        Assert.Equal(expected, message.ApplicationProperties.TryGetValue("Diagnostic-Id", out mark) ? mark : null);
    }

    [Fact]
    public void The_span_that_sends_it_replaces_the_trace_of_the_request()
    {
        using var recorder = new SpanRecorder();
        ServiceBusMessage message = Messages.Event().Message;
        MessageTrace.Continue(message, new RequestTrace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        using Activity send = SendTrace.Start("topic", message)!;

        Assert.Equal(send.Id, message.ApplicationProperties["traceparent"]);
    }

    [Fact]
    public void The_vendors_part_of_a_trace_that_came_from_outside_is_not_passed_on()
    {
        using var recorder = new SpanRecorder();
        using var ambient = new Activity("of the host");
        ambient.TraceStateString = "vendor=anything";
        ambient.Start();
        ServiceBusMessage message = Messages.Event().Message;

        using Activity send = SendTrace.Start("topic", message)!;

        Assert.Equal(ambient.TraceId, send.TraceId);
        Assert.Null(send.TraceStateString);
        Assert.DoesNotContain("tracestate", message.ApplicationProperties.Keys);
    }

    [Fact]
    public void A_copy_for_a_retry_stays_in_the_trace()
    {
        ServiceBusMessage message = Messages.Event().Message;
        message.ApplicationProperties["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        ServiceBusMessage copy = EventCopy.Of(Messages.Received(message), "credential", attempt: 1);

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", MessageTrace.Read(Messages.Received(copy)).TraceId.ToHexString());
    }

    [Theory]
    [InlineData("Diagnostic-Id", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true)]
    [InlineData("traceparent", "anna@example.com", false)]
    [InlineData("traceparent", "", false)]
    public void A_mark_is_read_under_either_name_where_it_is_one(string property, string value, bool isRead)
    {
        var message = new ServiceBusMessage { ApplicationProperties = { [property] = value } };

        Assert.Equal(isRead, MessageTrace.Read(Messages.Received(message)) != default);
    }
}
