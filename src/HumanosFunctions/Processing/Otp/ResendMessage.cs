using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Processing.Otp;

/// <summary>A scheduled resend as a message, both directions.</summary>
public static class ResendMessage
{
    public const string Subject = "otp.resend";
    private const string JsonContentType = "application/json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static ServiceBusMessage Write(ScheduledResend resend, DateTimeOffset dueAt) => new(JsonSerializer.SerializeToUtf8Bytes(resend, Strict))
    {
        MessageId = resend.MessageId,
        Subject = Subject,
        ContentType = JsonContentType,
        CorrelationId = resend.RequestId,
        ScheduledEnqueueTime = dueAt,
    };

    /// <summary>Null for a message that was not written here, or whose request could change the path of a call.</summary>
    public static ScheduledResend? Read(ServiceBusReceivedMessage message)
    {
        if (message is not { Subject: Subject, ContentType: JsonContentType })
        {
            return null;
        }

        try
        {
            ScheduledResend? resend = JsonSerializer.Deserialize<ScheduledResend>(message.Body.ToMemory().Span, Strict);
            return resend is not null && ResendPolicy.CanStandInPath(resend.RequestId) ? resend : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
