using System.Text;
using System.Text.Json;

namespace Testing;

/// <summary>Values that must not appear in any output: the personal values of the samples, and the secrets in every encoding.</summary>
public static class Confidential
{
    private static readonly string[] Secrets =
        [Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt, Vault.StandInCredential.Token];

    public static IReadOnlyList<string> Values { get; } = [.. Samples.Names
        .SelectMany(sample => PersonalData.In(Samples.Read(sample)))
        .Concat(Secrets.SelectMany(Spellings))
        .Distinct()];

    /// <summary>The confidential values in a text.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Values.Where(value => text.Contains(value, StringComparison.Ordinal))];

    private static IEnumerable<string> Spellings(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        string base64 = Convert.ToBase64String(bytes);
        return [secret, base64, base64.TrimEnd('='), Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Uri.EscapeDataString(secret)];
    }
}

/// <summary>The personal values in a sample: everything except the values that route the event.</summary>
public static class PersonalData
{
    private static readonly HashSet<string> Personal =
    [
        "contact", "fullName", "birth", "docId", "fullDocId", "placeOfBirth", "professionalName", "documentDiscriminator",
        "internalId", "subjectInternalId", "professionalInternalId", "text", "value", "did", "userId", "subjectId",
    ];

    public static IReadOnlyList<string> In(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. Collect(document.RootElement, name: string.Empty).Distinct()];
    }

    private static IEnumerable<string> Collect(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Collect(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Collect(item, name)),
        JsonValueKind.String when Personal.Contains(name) && element.GetString() is { Length: > 4 } text => [text],
        _ => [],
    };
}
