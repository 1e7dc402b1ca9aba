using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Otp;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendMessageTests
{
    private static readonly DateTimeOffset DueAt = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScheduledResend Resend = new("request-1", new ResendSelector("contact", "+1234567890", "2026-05-17"), "5e71e5", Attempt: 2, Try: 1);

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(Resend, Read(ResendMessage.Write(Resend, DueAt)));

    [Fact]
    public void It_waits_in_the_queue_and_a_repetition_is_known_by_its_id()
    {
        ServiceBusMessage message = ResendMessage.Write(Resend, DueAt);

        Assert.Equal(DueAt, message.ScheduledEnqueueTime);
        Assert.Equal(message.MessageId, ResendMessage.Write(Resend, DueAt.AddHours(1)).MessageId);
        Assert.NotEqual(message.MessageId, ResendMessage.Write(Resend with { Attempt = 3 }, DueAt).MessageId);
        Assert.NotEqual(message.MessageId, ResendMessage.Write(Resend.NextTry, DueAt).MessageId);
    }

    [Fact]
    public void No_property_holds_the_contact()
    {
        ServiceBusMessage message = ResendMessage.Write(Resend, DueAt);

        Assert.DoesNotContain(Resend.Selector.Value, $"{message.MessageId} {message.Subject} {message.CorrelationId}", StringComparison.Ordinal);
        Assert.Empty(message.ApplicationProperties);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"requestId":null,"selector":{"name":"id","value":"x","apiVersion":"2026-05-17"},"series":"s","attempt":1,"try":1}""")]
    [InlineData("""{"requestId":"..","selector":{"name":"id","value":"x","apiVersion":"2026-05-17"},"series":"s","attempt":1,"try":1}""")]
    [InlineData("""{"requestId":"r","selector":{"name":"id","apiVersion":"2026-05-17"},"series":"s","attempt":1,"try":1}""")]
    public void A_body_that_names_no_call_is_not_ours(string body)
    {
        ServiceBusMessage message = ResendMessage.Write(Resend, DueAt);
        message.Body = BinaryData.FromString(body);

        Assert.Null(Read(message));
    }

    [Theory]
    [InlineData("text/plain", "otp.resend")]
    [InlineData("application/json", "otp.failed")]
    public void Another_content_type_or_subject_is_not_ours(string contentType, string subject)
    {
        ServiceBusMessage message = ResendMessage.Write(Resend, DueAt);
        (message.ContentType, message.Subject) = (contentType, subject);

        Assert.Null(Read(message));
    }

    private static ScheduledResend? Read(ServiceBusMessage message) => ResendMessage.Read(ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body, messageId: message.MessageId, contentType: message.ContentType, subject: message.Subject));
}

public sealed class ResendDelayTests
{
    [Theory]
    [InlineData(1, "00:01:00", "00:01:00")]
    [InlineData(2, "00:01:00", "00:02:00")]
    [InlineData(3, "00:01:00", "00:04:00")]
    [InlineData(5, "00:01:00", "00:16:00")]
    [InlineData(6, "00:01:00", "00:30:00")]
    [InlineData(10_000, "00:01:00", "00:30:00")]
    [InlineData(2, "00:00:00.2", "00:00:00.4")]
    public void Each_wait_is_twice_the_one_before_up_to_a_limit(int number, string first, string wait) =>
        Assert.Equal(TimeSpan.Parse(wait, null), ResendDelay.Before(number, TimeSpan.Parse(first, null)));
}
