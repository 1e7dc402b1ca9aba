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
        return new EventDrift(isUnknown, version, [.. paths.Select(MemberName.Of).Distinct().Take(maxNames)], paths.Length);
    }
}

/// <summary>Cleans the names of members, which are untrusted text. A name that does not look like one can be a value, such as a contact.</summary>
internal static class MemberName
{
    private const int MaxLength = 128;
    private const int MaxStepLength = 64;
    private const string Other = "*";

    // More are rather a phone or document number that an object uses as a name.
    private const int MaxDigits = 3;

    /// <summary>Returns the names on a JSON path without indexes: <c>credential.data[].unit</c>. An unusual name becomes an asterisk.</summary>
    public static string Of(string path)
    {
        string name = string.Join('.', Steps(path).Select(Clean)).Replace(".[]", "[]", StringComparison.Ordinal);
        return name.Length <= MaxLength ? name : Other;
    }

    // Only the last name of a path comes from the payload. In brackets it is not plain, and can contain any character.
    private static IEnumerable<string> Steps(string path)
    {
        string rest = path.TrimStart('$');
        while (rest.Length > 0)
        {
            int end = rest[0] == '[' ? EndOfBracket(rest) : rest.AsSpan(1).IndexOfAny('.', '[') is var next and >= 0 ? next + 1 : rest.Length;
            yield return rest[0] == '.' ? rest[1..end] : rest[..end];
            rest = rest[end..];
        }
    }

    private static int EndOfBracket(string rest) =>
        rest.StartsWith("['", StringComparison.Ordinal)
            ? rest.StartsWith("['@context']", StringComparison.Ordinal) ? "['@context']".Length : rest.Length
            : rest.IndexOf(']', StringComparison.Ordinal) + 1;

    private static string Clean(string step) => step switch
    {
        "['@context']" => "@context",
        _ when step.StartsWith("['", StringComparison.Ordinal) => Other,
        _ when step.StartsWith('[') => "[]",
        _ => step.Length <= MaxStepLength && step.Count(char.IsAsciiDigit) <= MaxDigits && step.All(character => char.IsAsciiLetterOrDigit(character) || character is '_')
            ? step
            : Other,
    };
}
