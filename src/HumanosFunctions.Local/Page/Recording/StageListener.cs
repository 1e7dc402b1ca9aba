using System.Diagnostics;
using HumanosFunctions.Ingest;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Local.Page.Recording;

/// <summary>Learns the stages of deliveries from the app's own spans, where the functions run in this process.</summary>
internal sealed class StageListener : IDisposable
{
    public const string ScheduledNote = "failed; a copy is scheduled";

    private readonly DeliveryJournal _journal;
    private readonly ActivityListener _listener;

    public StageListener(DeliveryJournal journal)
    {
        _journal = journal;
        IngestTrace.RecordsSteps = true;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IngestorTracing.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                CurrentDelivery.Id != 0 || options.Kind == ActivityKind.Consumer || Activity.Current?.Kind == ActivityKind.Consumer ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

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
        if ((span.GetTagItem(TraceTags.EventId) ?? span.GetTagItem(TraceTags.MessageId)) is string eventId)
        {
            bool isOk = span.Status != ActivityStatusCode.Error;
            string? failure = span.GetTagItem(TraceTags.Failure) as string;
            string? note = isOk ? null : failure is null ? span.GetTagItem(TraceTags.Reason) as string : ScheduledNote;
            _journal.ChangeByMessage(eventId, delivery => delivery.Stages.Add(new Stage(span.OperationName, span.StartTimeUtc, Milliseconds(span.Duration), isOk, note)));
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
