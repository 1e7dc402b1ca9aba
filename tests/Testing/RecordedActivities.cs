using System.Collections.Concurrent;
using System.Diagnostics;

namespace Testing;

/// <summary>Records the activities of all sources in this process as text, with tags, events, and baggage.</summary>
public sealed class RecordedActivities : IDisposable
{
    private readonly ConcurrentQueue<string> _everything = new();
    private readonly ActivityListener _listener;

    public RecordedActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _everything.Enqueue(Describe(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<string> Everything => _everything;

    public void Dispose() => _listener.Dispose();

    private static string Describe(Activity activity) => string.Join(' ',
    [
        activity.Source.Name,
        activity.DisplayName,
        activity.StatusDescription,
        .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. activity.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. activity.Events.SelectMany(happened => happened.Tags.Select(tag => $"{happened.Name}.{tag.Key}={tag.Value}")),
    ]);
}
