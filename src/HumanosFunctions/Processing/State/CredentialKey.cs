using Humanos.Webhooks;

namespace HumanosFunctions.Processing.State;

/// <summary>What a credential is known by, as stored: its own id decides; what it is of and the issuer's id stand in for it.</summary>
internal static class CredentialKey
{
    public const string Id = "i";
    private const string Resource = "r";
    private const string Internal = "n";
    private const string Place = "e";

    /// <summary>The best first.</summary>
    public static IReadOnlyList<string> Of(CredentialDecision credential, string place)
    {
        List<string> keys = [];
        Add(keys, Id, credential.Id);
        Add(keys, Resource, credential.ResourceId);
        Add(keys, Internal, credential.InternalId);

        // Without any id, two items of one delivery are still two, and a repetition of the delivery finds them again.
        return keys.Count > 0 ? keys : [Of(Place, place)];
    }

    public static string Of(string kind, string text) => GrantorKey.Of(kind, text);

    public static bool IsId(string key) => key.StartsWith("i:", StringComparison.Ordinal) || key.StartsWith("i#", StringComparison.Ordinal);

    /// <summary>Of a row of an earlier version, which has the id, or else is known by its key alone.</summary>
    public static IReadOnlyList<string> OfEarlier(string? id, string? internalId, string rowKey, string eventId)
    {
        List<string> keys = [];
        Add(keys, Id, id);
        if (id is null && rowKey != internalId)
        {
            Add(keys, rowKey.StartsWith($"{eventId}/", StringComparison.Ordinal) ? Place : Resource, rowKey);
        }

        Add(keys, Internal, internalId);
        return keys.Count > 0 ? keys : [Of(Place, rowKey)];
    }

    private static void Add(List<string> keys, string kind, string? text)
    {
        if (text is { Length: > 0 })
        {
            keys.Add(Of(kind, text));
        }
    }
}

/// <summary>One way to name a grantor, as stored; long ids by their hash.</summary>
internal static class GrantorKey
{
    public const string User = "u";
    public const string Decision = "d";
    public const string Contact = "c";
    public const string Position = "p";

    private const int Longest = 240;

    public static string Of(string kind, string text) =>
        text.Length <= Longest ? $"{kind}:{text}" : $"{kind}#{TruncatedText.Hash(text)}";

    public static bool IsUser(string key) => key.StartsWith("u:", StringComparison.Ordinal) || key.StartsWith("u#", StringComparison.Ordinal);
}

/// <summary>The keys of decisions in rows of earlier versions: the credential's key and the grantor's, with a line feed between.</summary>
internal static class StateKey
{
    private const char Between = '\n';

    public static string CredentialOf(string decisionKey) => decisionKey[..decisionKey.IndexOf(Between, StringComparison.Ordinal)];

    public static string GrantorOf(string decisionKey) => decisionKey[(decisionKey.IndexOf(Between, StringComparison.Ordinal) + 1)..];
}
