using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>Whose events an export contains. Null does not limit them.</summary>
/// <param name="Requests">The ids of requests, however they were found.</param>
/// <param name="From">Only events that arrived at this time or later.</param>
/// <param name="To">Only events that arrived before this time.</param>
internal sealed record EvidenceSelection(IReadOnlyCollection<string>? Requests, DateTimeOffset? From, DateTimeOffset? To)
{
    private readonly HashSet<string>? _keys = Requests?.Select(RequestKey.Of).ToHashSet(StringComparer.Ordinal);

    /// <summary>The keys of the requests in the state, or null for all.</summary>
    public IReadOnlyCollection<string>? Keys => _keys;

    public bool Includes(string key) => _keys?.Contains(key) ?? true;

    public bool Includes(DateTimeOffset receivedAt) => !(receivedAt < From) && !(receivedAt >= To);

    /// <summary>The key of an event's request in the state.</summary>
    public static string KeyOf(ArchivedEvent archived) => archived.Header.Text(EventProperties.Subject) is { } id
        ? RequestKey.Of(id)
        : HumanosEvent.Parse(archived.Body) is EventParsing.Parsed { Event: HumanosEvent parsed }
            ? RequestKey.Of(parsed, archived.Header.EventId)
            : archived.Header.EventId;
}
