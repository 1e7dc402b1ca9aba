using System.Collections.Frozen;
using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Drift;

/// <summary>What an event contains that this app does not know: its type, its version, or members that no reader takes.</summary>
/// <param name="HasUnknownType">No reader exists for the type, or the event has no type.</param>
/// <param name="Version">The version, if no payload of it was known when this app was built. Untrusted text.</param>
/// <param name="Members">Names of the members, see <see cref="MemberName"/>. Empty for an unknown type, of which nothing is read.</param>
/// <param name="MemberCount">The number of members, which can be greater than the number of names.</param>
internal sealed record EventDrift(bool HasUnknownType, string? Version, IReadOnlyList<string> Members, int MemberCount)
{
    private const int MaxNames = 20;

    // The versions whose payloads are documented. 2026-06-18 and 2026-07-06 are announced but not documented, so they count as unknown.
    private static readonly FrozenSet<string> KnownVersions =
        new[] { "2026-03-03", "2026-03-07", "2026-03-20", "2026-03-26", "2026-04-14", "2026-05-17" }.ToFrozenSet();

    // Documented members of older versions that have no property because others have the same meaning.
    private static readonly FrozenSet<string> KnownPaths = new[] { "$.timestamp", "$.rejected" }.ToFrozenSet();

    public bool IsNone => !HasUnknownType && Version is null && MemberCount == 0;

    /// <param name="humanosEvent">The event.</param>
    /// <param name="maxNames">How many different names are kept. More do not help in a log, and a sender can choose any number.</param>
    public static EventDrift Of(HumanosEvent humanosEvent, int maxNames = MaxNames)
    {
        bool isUnknown = humanosEvent is UnknownEvent;
        string? version = humanosEvent.ApiVersion is { } stated && !KnownVersions.Contains(stated) ? stated : null;
        string[] paths = isUnknown ? [] : [.. humanosEvent.UnknownMembers.Select(member => member.Path).Where(path => !KnownPaths.Contains(path))];
        KnownObjects objects = paths.Length == 0 ? KnownObjects.None : KnownObjects.Of(humanosEvent.Json, paths);
        return new EventDrift(isUnknown, version, [.. paths.Select(path => MemberName.Of(path, objects.Contain(path))).Distinct().Take(maxNames)], paths.Length);
    }
}
