using System.Globalization;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Ingest;

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
