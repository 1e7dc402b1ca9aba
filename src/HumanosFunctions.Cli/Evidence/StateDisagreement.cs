using System.Globalization;
using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>An event that the state was made from.</summary>
internal sealed record StoredEvent(string EventId, DateTimeOffset ReceivedAt, string? Sha256)
{
    /// <summary>The name of its object in the archive.</summary>
    public string Name => ArchiveName.Of(EventId, ReceivedAt);

    public static IEnumerable<StoredEvent> In(IEnumerable<StateRow> rows)
    {
        foreach (StateRow row in rows.Where(row => row.Kind is RowKinds.Event or RowKinds.NotUnderstood))
        {
            JsonElement members = JsonSerializer.Deserialize<JsonElement>(row.Content.Span);
            if (DateTimeOffset.TryParse(Text(members, "receivedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset receivedAt))
            {
                yield return new StoredEvent(row.EventId, receivedAt, Text(members, "bodySha256"));
            }
        }
    }

    private static string? Text(JsonElement members, string name) => members.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}

/// <summary>Compares the events of a request in the archive with those that its state was made from.</summary>
internal static class StateDisagreement
{
    /// <param name="rows">The state of the request.</param>
    /// <param name="events">The events of the request in the archive.</param>
    /// <param name="selection">Events at other times are not compared.</param>
    /// <param name="damaged">What else is wrong with an object, by its name.</param>
    public static IEnumerable<string> In(
        IReadOnlyList<StateRow> rows, IReadOnlyList<EvidenceEvent> events, EvidenceSelection selection, IReadOnlyDictionary<string, string> damaged)
    {
        ILookup<string, StoredEvent> stored = StoredEvent.In(rows).Where(one => selection.Includes(one.ReceivedAt)).ToLookup(one => one.EventId, StringComparer.Ordinal);
        Dictionary<string, EvidenceEvent> archived = events.ToDictionary(one => one.Header.EventId, StringComparer.Ordinal);
        foreach (IGrouping<string, StoredEvent> one in stored.Where(one => !archived.ContainsKey(one.Key)))
        {
            yield return damaged.TryGetValue(one.First().Name, out string? reason)
                ? $"The archive does not have event {one.Key} of the state: its object is damaged ({reason})."
                : $"The archive does not have event {one.Key} of the state.";
        }

        foreach ((string id, EvidenceEvent one) in archived)
        {
            if (!stored.Contains(id) && HasEffect(one))
            {
                yield return $"The state was not made from event {id} of the archive.";
            }
            else if (stored[id].Any(row => row.Sha256 is { } hash && hash != one.Header.BodySha256))
            {
                yield return $"Event {id} has other bytes in the archive than the state was made from.";
            }
        }
    }

    // Of an unknown type, the state has the fact that it was not understood.
    private static bool HasEffect(EvidenceEvent one) => one.Parsed is UnknownEvent
        || (one.Parsed is not null && EventSubscription.Handled.Any(subscription => subscription.Subject == one.Header.Subject));
}
