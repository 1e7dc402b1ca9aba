using System.Diagnostics;
using System.Globalization;
using Humanos.Webhooks;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Ingest;

/// <summary>Why a delivery was not accepted: the outcome for the sender, and the reason for the log only.</summary>
/// <param name="Outcome">Determines the response.</param>
/// <param name="Reason">A fixed word, never content of the delivery.</param>
/// <param name="BodyLength">The length of the body in bytes, if it was read.</param>
/// <param name="Skew">The difference between the signed time and the clock, if the timestamp could be read. Positive means ahead.</param>
public sealed record Refusal(IngestOutcome Outcome, string Reason, int? BodyLength = null, TimeSpan? Skew = null)
{
    public static Refusal WithoutSecrets { get; } = new(IngestOutcome.Unavailable, nameof(WithoutSecrets));

    /// <summary>The concurrency limit is reached.</summary>
    public static Refusal TooManyAtOnce { get; } = new(IngestOutcome.Unavailable, nameof(TooManyAtOnce));

    /// <summary>The time limit of the delivery has elapsed, or the host stops.</summary>
    public static Refusal OutOfTime { get; } = new(IngestOutcome.Unavailable, nameof(OutOfTime));

    /// <summary>An unexpected exception.</summary>
    public static Refusal Failed { get; } = new(IngestOutcome.Unavailable, nameof(Failed));

    public static Refusal NotPublished { get; } = new(IngestOutcome.Unavailable, nameof(NotPublished));

    /// <summary>The delivery could not be read and not be quarantined, so the sender must retry.</summary>
    public static Refusal NotQuarantined { get; } = new(IngestOutcome.Unavailable, nameof(NotQuarantined));

    public static Refusal Of(DeliveryReading reading) => reading switch
    {
        DeliveryReading.TooLarge => new(IngestOutcome.TooLarge, nameof(DeliveryReading.TooLarge)),
        DeliveryReading.ChunkedBodyMissing => new(IngestOutcome.LengthRequired, nameof(DeliveryReading.ChunkedBodyMissing)),
        DeliveryReading.TooSlow => new(IngestOutcome.Truncated, nameof(DeliveryReading.TooSlow)),
        _ => new(IngestOutcome.Truncated, nameof(DeliveryReading.Truncated)),
    };

    public static Refusal Of(VerificationResult verification, ReceivedDelivery delivery) =>
        verification is VerificationResult.Rejected rejected
            ? new(IngestOutcome.NotGenuine, rejected.Reason.ToString(), delivery.Body.Length, rejected.Skew)
            : throw new UnreachableException("A verified delivery is not refused here.");

    public static Refusal Of(DecryptionResult decryption, VerifiedDelivery delivery) => decryption switch
    {
        DecryptionResult.NotAnEnvelope broken => new(IngestOutcome.NotAnEnvelope, broken.Fault.ToString(), delivery.Body.Length),
        _ => new(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits), delivery.Body.Length),
    };

    public static Refusal NotAnObject(VerifiedDelivery delivery) =>
        new(IngestOutcome.Unreadable, nameof(NotAnObject), delivery.Body.Length);
}

/// <summary>
/// Logs refusals. Every refusal of a genuine delivery is logged. Anybody can send other deliveries, and logging one costs more than refusing
/// it, so their log lines are limited per second, with a count of the suppressed ones. The metrics count all.
/// </summary>
public sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    public const int MaxPerSecond = 20;

    private readonly Lock _gate = new();
    private long _second;
    private int _inSecond;
    private int _left;

    public void Write(Refusal refusal)
    {
        if (!Admits(refusal, out int leftOut))
        {
            return;
        }

        if (leftOut > 0)
        {
            Log.LeftOut(logger, leftOut);
        }

        LogLevel level = refusal.Outcome is IngestOutcome.Unreadable or IngestOutcome.Unavailable ? LogLevel.Error : LogLevel.Warning;
        string body = BodyOf(refusal);
        string skew = SkewOf(refusal);
        string code = RefusalCode.Of(refusal);
        Log.Refused(logger, level, refusal.Outcome, refusal.Reason, code, body, skew);
    }

    private static string BodyOf(Refusal refusal) =>
        refusal.BodyLength is { } length ? string.Create(CultureInfo.InvariantCulture, $"body of {length} bytes") : "body not read";

    private static string SkewOf(Refusal refusal) =>
        refusal.Skew is { } skew ? string.Create(CultureInfo.InvariantCulture, $"clock skew {skew:c}") : "no time read";

    private bool Admits(Refusal refusal, out int leftOut)
    {
        leftOut = 0;
        if (!CanBeCausedByAnybody(refusal))
        {
            return true;
        }

        long second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            (_inSecond, _second) = second == _second ? (_inSecond + 1, second) : (1, second);
            if (_inSecond > MaxPerSecond)
            {
                _left++;
                return false;
            }

            (leftOut, _left) = (_left, 0);
            return true;
        }
    }

    private static bool CanBeCausedByAnybody(Refusal refusal) =>
        refusal.Outcome is IngestOutcome.NotGenuine or IngestOutcome.TooLarge or IngestOutcome.LengthRequired or IngestOutcome.Truncated
        || refusal == Refusal.TooManyAtOnce;

    private static partial class Log
    {
        [LoggerMessage(EventId = 11, Message = "Delivery refused as {Outcome}: {Reason} ({Code}); {Body}, {Skew}")]
        public static partial void Refused(ILogger logger, LogLevel level, IngestOutcome outcome, string reason, string code, string body, string skew);

        [LoggerMessage(13, LogLevel.Warning, "{Count} refusals of deliveries that are not genuine were not logged. The metrics count them")]
        public static partial void LeftOut(ILogger logger, int count);
    }
}
