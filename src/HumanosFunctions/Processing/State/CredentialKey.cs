using Humanos.Webhooks;

namespace HumanosFunctions.Processing.State;

/// <summary>Keys that identify a credential in stored rows: its own id or, without one, its resource id or the issuer's internal id.</summary>
internal static class CredentialKey
{
    public const string Id = "i";
    private const string Resource = "r";
    private const string Internal = "n";
    private const string Place = "e";

    /// <summary>The strongest key first.</summary>
    public static IReadOnlyList<string> Of(CredentialDecision credential, string place)
    {
        List<string> keys = [];
        Add(keys, Id, credential.Id);
        Add(keys, Resource, credential.ResourceId);
        Add(keys, Internal, credential.InternalId);

        // Without any id, the position in the event identifies the item, also if the delivery is repeated.
        return keys.Count > 0 ? keys : [Of(Place, place)];
    }

    public static string Of(string kind, string text) => GrantorKey.Of(kind, text);

    public static bool IsId(string key) => key.StartsWith("i:", StringComparison.Ordinal) || key.StartsWith("i#", StringComparison.Ordinal);

    /// <summary>Returns the keys of a row of an earlier version, which has an id or only its row key.</summary>
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

/// <summary>A key that identifies a grantor in stored rows. A long id is replaced by its hash.</summary>
internal static class GrantorKey
{
    public const string User = "u";
    public const string Decision = "d";
    public const string Contact = "c";
    public const string Position = "p";

    private const int MaxLength = 240;

    public static string Of(string kind, string text) =>
        text.Length <= MaxLength ? $"{kind}:{text}" : $"{kind}#{TruncatedText.Hash(text)}";

    public static bool IsUser(string key) => key.StartsWith("u:", StringComparison.Ordinal) || key.StartsWith("u#", StringComparison.Ordinal);
}

/// <summary>Reads the keys of decisions in rows of earlier versions: credential key and grantor key, separated by a line feed.</summary>
internal static class StateKey
{
    private const char Between = '\n';

    public static string CredentialOf(string decisionKey) => decisionKey[..decisionKey.IndexOf(Between, StringComparison.Ordinal)];

    public static string GrantorOf(string decisionKey) => decisionKey[(decisionKey.IndexOf(Between, StringComparison.Ordinal) + 1)..];
}
