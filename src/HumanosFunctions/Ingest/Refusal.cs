using System.Globalization;
using Humanos.Webhooks;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Ingest;

/// <summary>Why a delivery was not accepted: the outcome for the sender, the reason for our log alone.</summary>
/// <param name="Outcome">Decides the answer.</param>
/// <param name="Reason">A fixed word; never a part of the delivery.</param>
/// <param name="BodyLength">Bytes of the body, where it was read.</param>
/// <param name="Skew">How far the signed time is from ours, where it could be read: positive is ahead.</param>
public sealed record Refusal(IngestOutcome Outcome, string Reason, int? BodyLength = null, TimeSpan? Skew = null)
{
    public static Refusal WithoutSecrets { get; } = new(IngestOutcome.Unavailable, nameof(WithoutSecrets));

    /// <summary>As many deliveries as may be are in hand.</summary>
    public static Refusal TooManyAtOnce { get; } = new(IngestOutcome.Unavailable, nameof(TooManyAtOnce));

    /// <summary>The delivery's deadline was over, or the host stops.</summary>
    public static Refusal OutOfTime { get; } = new(IngestOutcome.Unavailable, nameof(OutOfTime));

    /// <summary>Something was thrown that nobody foresaw.</summary>
    public static Refusal Failed { get; } = new(IngestOutcome.Unavailable, nameof(Failed));

    public static Refusal NotPublished { get; } = new(IngestOutcome.Unavailable, nameof(NotPublished));

    /// <summary>It could neither be read nor kept, so the sender must not take it for handled.</summary>
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
            : new(IngestOutcome.NotGenuine, nameof(IngestOutcome.NotGenuine), delivery.Body.Length);

    public static Refusal Of(DecryptionResult decryption, VerifiedDelivery delivery) => decryption switch
    {
        DecryptionResult.NotAnEnvelope broken => new(IngestOutcome.NotAnEnvelope, broken.Fault.ToString(), delivery.Body.Length),
        _ => new(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits), delivery.Body.Length),
    };

    public static Refusal NotAnObject(VerifiedDelivery delivery) =>
        new(IngestOutcome.Unreadable, nameof(NotAnObject), delivery.Body.Length);
}

/// <summary>
/// Writes refusals to the log. What is genuine always has its line. The rest anybody can send, as often as they like,
/// and a line costs more than the refusal itself: of those some are written a second, with a count of the others. The
/// metrics count all.
/// </summary>
public sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    public const int MostASecond = 20;

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
        Log.Refused(logger, level, refusal.Outcome, refusal.Reason, body, skew);
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
            if (_inSecond > MostASecond)
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
        [LoggerMessage(EventId = 11, Message = "Delivery refused as {Outcome}: {Reason}; {Body}, {Skew}")]
        public static partial void Refused(ILogger logger, LogLevel level, IngestOutcome outcome, string reason, string body, string skew);

        [LoggerMessage(13, LogLevel.Warning, "{Count} refusals of deliveries that were not genuine were left out here; the metrics have them")]
        public static partial void LeftOut(ILogger logger, int count);
    }
}
