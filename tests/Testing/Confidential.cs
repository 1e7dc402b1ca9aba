using System.Text;

namespace Testing;

/// <summary>What nothing may hold that others can read: every personal value of the samples, and the secrets in every spelling.</summary>
public static class Confidential
{
    private static readonly string[] Secrets =
        [Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt, Vault.StandInCredential.Token];

    public static IReadOnlyList<string> Values { get; } = [.. Samples.Names
        .SelectMany(sample => PersonalData.In(Samples.Read(sample)))
        .Concat(Secrets.SelectMany(Spellings))
        .Distinct()];

    /// <summary>The values that occur in a text: none should.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Values.Where(value => text.Contains(value, StringComparison.Ordinal))];

    private static IEnumerable<string> Spellings(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        string base64 = Convert.ToBase64String(bytes);
        return [secret, base64, base64.TrimEnd('='), Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Uri.EscapeDataString(secret)];
    }
}
