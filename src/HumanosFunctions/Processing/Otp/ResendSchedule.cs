using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Schedules calls as messages of a queue. They survive a restart, and no message lock is held while they wait. Duplicate detection drops a
/// call that is already scheduled.
/// </summary>
public sealed class ResendSchedule(ServiceBusSender sender) : IAsyncDisposable
{
    public const string Entity = "humanos-otp-resend";

    /// <summary>Throws if the broker does not acknowledge the message.</summary>
    public async Task AddAsync(ScheduledResend resend, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        ServiceBusMessage message = ResendMessage.Write(resend, dueAt);
        using Activity? trace = SendTrace.Start(Entity, message);
        await sender.SendMessageAsync(message, cancellationToken);
        SendTrace.Ended(trace, "Acknowledged", isSuccess: true);
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}

/// <summary>A scheduled call.</summary>
/// <param name="Series">See <see cref="ResendSeries"/>.</param>
/// <param name="Attempt">The number of the resend, from 1.</param>
/// <param name="Try">The number of the call for this attempt, from 1. It increases while the API is unavailable.</param>
public sealed record ScheduledResend(string RequestId, ResendSelector Selector, string Series, int Attempt, int Try)
{
    /// <summary>The same for every try, so that the API does not resend twice.</summary>
    [JsonIgnore]
    public string IdempotencyKey => $"{Series}-{Attempt}";

    /// <summary>The same for every repetition of a try, so that duplicate detection drops it.</summary>
    [JsonIgnore]
    public string MessageId => $"{IdempotencyKey}-{Try}";

    [JsonIgnore]
    public ScheduledResend NextTry => this with { Try = Try + 1 };
}

/// <summary>Converts between a scheduled resend and a message.</summary>
internal static class ResendMessage
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

    /// <summary>Returns null if the message was not written by this class, or if the request id would change the path of the call.</summary>
    public static ScheduledResend? Read(ServiceBusReceivedMessage message)
    {
        if (message is not { Subject: Subject, ContentType: JsonContentType })
        {
            return null;
        }

        try
        {
            ScheduledResend? resend = JsonSerializer.Deserialize<ScheduledResend>(message.Body.ToMemory().Span, Strict);
            return resend is not null && ResendPolicy.IsSafeInPath(resend.RequestId) ? resend : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Computes the delay of an attempt after the failure, or of a try after the one before, with exponential back-off.</summary>
internal static class ResendDelay
{
    /// <summary>Users do not wait longer for a one-time password, and messages of the queue expire after an hour.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(30);

    /// <param name="number">The number of the attempt or try, from 1.</param>
    /// <param name="first">The delay of the first one.</param>
    public static TimeSpan Before(int number, TimeSpan first) => BackOff.Wait(number, first, Max);
}
