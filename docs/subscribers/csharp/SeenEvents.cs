namespace SampleSubscriber;

/// <summary>
/// The newest event ids, in memory. A message comes at least once, and a replay under a new message id. A service whose work must
/// not be done twice keeps the id in its database instead, in the transaction that does the work.
/// </summary>
internal sealed class SeenEvents
{
    private const int Capacity = 10_000;

    private readonly HashSet<string> _ids = [];
    private readonly Queue<string> _oldestFirst = new();

    public bool Contains(string eventId) => _ids.Contains(eventId);

    public void Add(string eventId)
    {
        if (_ids.Add(eventId))
        {
            _oldestFirst.Enqueue(eventId);
        }

        if (_ids.Count > Capacity)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }
    }
}
