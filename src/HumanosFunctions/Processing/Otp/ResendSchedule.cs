using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Calls to be made later, as messages of a queue: they outlive a restart, and nothing holds a lock while they wait.
/// The queue drops a call that it knows.
/// </summary>
public sealed class ResendSchedule(ServiceBusSender sender) : IAsyncDisposable
{
    public const string Entity = "humanos-otp-resend";

    /// <summary>Throws where the broker does not acknowledge it.</summary>
    public async Task AddAsync(ScheduledResend resend, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        ServiceBusMessage message = ResendMessage.Write(resend, dueAt);
        using Activity? trace = SendTrace.Start(Entity, message);
        await sender.SendMessageAsync(message, cancellationToken);
        SendTrace.Ended(trace, "Acknowledged", isSuccess: true);
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();
}

/// <summary>One call that is to be made later.</summary>
/// <param name="Series">See <see cref="ResendSeries"/>.</param>
/// <param name="Attempt">From 1; counts what Humanos is asked for.</param>
/// <param name="Try">From 1; counts how often one attempt is called while the API is unavailable.</param>
public sealed record ScheduledResend(string RequestId, ResendSelector Selector, string Series, int Attempt, int Try)
{
    /// <summary>The same for every try, so that one which did arrive is not done twice.</summary>
    [JsonIgnore]
    public string IdempotencyKey => $"{Series}-{Attempt}";

    /// <summary>The same for every repetition of a try, so that the queue takes it once.</summary>
    [JsonIgnore]
    public string MessageId => $"{IdempotencyKey}-{Try}";

    [JsonIgnore]
    public ScheduledResend NextTry => this with { Try = Try + 1 };
}

/// <summary>A scheduled resend as a message, both directions.</summary>
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

/// <summary>How long an attempt waits after its failure was received, or a try after the one before: each twice as long.</summary>
internal static class ResendDelay
{
    /// <summary>Nobody waits longer for a one-time password, and the queue's messages live for an hour.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <param name="number">Of the attempt or try, from 1.</param>
    /// <param name="first">What the first waits.</param>
    public static TimeSpan Before(int number, TimeSpan first) => BackOff.Wait(number, first, Longest);
}
