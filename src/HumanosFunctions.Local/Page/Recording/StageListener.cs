using System.Diagnostics;
using HumanosFunctions.Ingest;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Local.Page.Recording;

/// <summary>
/// Learns the stages of deliveries from the app's own spans, where the functions run in this process. It samples a limited number of spans a
/// second.
/// </summary>
internal sealed class StageListener : IDisposable
{
    private const int MaxProcessedPerSecond = 200;
    private const string RetryNote = "failed; a copy is scheduled";

    private readonly DeliveryJournal _journal;
    private readonly SecondCounter _second;
    private readonly ActivityListener _listener;

    public StageListener(DeliveryJournal journal, TimeProvider time)
    {
        _journal = journal;
        _second = new SecondCounter(time);
        IngestTrace.RecordsSteps = true;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IngestorTracing.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Kind == ActivityKind.Consumer ? SampleProcessing()
                : CurrentDelivery.Id != 0 || Activity.Current?.Kind == ActivityKind.Consumer ? ActivitySamplingResult.AllData
                : ActivitySamplingResult.None,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private ActivitySamplingResult SampleProcessing() => _second.Next().InSecond <= MaxProcessedPerSecond ? ActivitySamplingResult.AllData : ActivitySamplingResult.None;

    private void Stopped(Activity span)
    {
        if (span.Kind == ActivityKind.Consumer)
        {
            Processed(span);
        }
        else if (CurrentDelivery.Id is var id and not 0)
        {
            _journal.Change(id, delivery => delivery.Stages.AddRange(StagesOf(span)));
        }
    }

    private void Processed(Activity span)
    {
        // Until it has read the message, a span knows the message's id alone: that of the event, unless it is a copy.
        if ((span.GetTagItem(TraceTags.EventId) ?? span.GetTagItem(TraceTags.MessageId)) is string eventId && _journal.Follows(eventId))
        {
            bool isOk = span.Status != ActivityStatusCode.Error;
            string? failure = span.GetTagItem(TraceTags.Failure) as string;
            string? note = isOk ? null : failure is null ? span.GetTagItem(TraceTags.Reason) as string : RetryNote;
            _journal.ChangeByMessage(eventId, delivery =>
            {
                delivery.Stages.Add(new Stage(span.OperationName, span.StartTimeUtc, Milliseconds(span.Duration), isOk, note));
                delivery.RetriedAt = note == RetryNote ? span.StartTimeUtc + span.Duration : delivery.RetriedAt;
            });
        }
    }

    private static List<Stage> StagesOf(Activity span)
    {
        bool isOk = span.Status != ActivityStatusCode.Error;
        if (span.OperationName != "ingest")
        {
            return [new Stage(span.OperationName, span.StartTimeUtc, Milliseconds(span.Duration), isOk)];
        }

        DateTimeOffset previous = span.StartTimeUtc;
        var stages = new List<Stage>();
        foreach ((string step, DateTimeOffset at) in IngestTrace.StepsOf(span))
        {
            stages.Add(new Stage(step, at, Milliseconds(at - previous), true));
            previous = at;
        }

        return stages;
    }

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);
}
