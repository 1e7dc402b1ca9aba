using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss.Evidence;

/// <summary>Says of events that something is wrong with where they were last seen: ids and places, nothing else.</summary>
internal sealed class LastSeen(
    IReadOnlyDictionary<string, KnownEvent> genuine, ILookup<string, StoredRow> rows, AuditWitness witness, ILookup<string, string> queues)
{
    private const int MaxDescribed = 20;

    public string Describe(string what, IReadOnlyCollection<string> eventIds) =>
        $"{eventIds.Count} {what}:\n{string.Join('\n', eventIds.Take(MaxDescribed).Select(Describe))}";

    private string Describe(string eventId)
    {
        string sample = genuine.TryGetValue(eventId, out KnownEvent? known) ? known.Sample : "of nobody";
        string kinds = string.Join('+', rows[eventId].Select(row => row.Kind).Order(StringComparer.Ordinal));
        string held = string.Join(" and ", queues[eventId]);
        return $"- {eventId} ({sample}): stored as [{kinds}], {witness.MessagesOf(eventId)} on audit, in queues [{held}]";
    }
}
