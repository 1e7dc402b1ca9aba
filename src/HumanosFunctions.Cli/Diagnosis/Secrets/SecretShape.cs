using System.Text;
using HumanosFunctions.Cli.Diagnosis.Report;

namespace HumanosFunctions.Cli.Diagnosis.Secrets;

/// <summary>Judges secrets by their form alone. A finding never shows one.</summary>
internal static class SecretShape
{
    private const int MinSecretLength = 16;
    private const int KeyBytes = 32;

    public static IEnumerable<Finding> Of(KnownSecrets secrets)
    {
        foreach ((IReadOnlyList<NamedSecret> versions, string name) in new[] { (secrets.Signature, "signature secret"), (secrets.Encryption, "encryption secret"), (secrets.Salt, "encryption salt") })
        {
            if (versions.Count == 0)
            {
                yield return Finding.Problem($"The {name} is not set.", "No delivery can be accepted.", "Copy it from the Humanos dashboard, and set it.");
            }
        }

        foreach (NamedSecret secret in secrets.All)
        {
            yield return Edges(secret);
        }

        foreach (Finding finding in Forms(secrets))
        {
            yield return finding;
        }
    }

    private static Finding Edges(NamedSecret secret) =>
        secret.Text.Trim() != secret.Text || secret.Text.Trim('"', '\'') != secret.Text
            ? Finding.Problem($"{Subject(secret)} begins or ends with white space, a line break or a quotation mark.", "Every character is significant, and these are seldom intended.", "Set it again without them.")
            : Finding.Ok($"{Subject(secret)} is set, {secret.Text.Length} characters.");

    private static string Subject(NamedSecret secret) => $"{char.ToUpperInvariant(secret.Name[0])}{secret.Name[1..]}";

    private static IEnumerable<Finding> Forms(KnownSecrets secrets)
    {
        if (secrets.Signature is [{ Text: var signature }, ..] && signature.Length < MinSecretLength)
        {
            yield return Finding.Problem($"The signature secret has only {signature.Length} characters.", "Humanos creates longer secrets; a short one can be guessed.", "Copy the whole secret from the dashboard.");
        }

        if (secrets.Encryption is [{ Text: var encryption }, ..])
        {
            int length = Decoded(encryption);
            if (secrets.Salt is [{ Text: var salt }, ..] && length != KeyBytes && Decoded(salt) == KeyBytes)
            {
                yield return Finding.Problem("The salt has the form of an encryption secret, and the encryption secret does not.", "The two are probably swapped.", "Set both again, each under its own name.");
            }
            else if (secrets.KeyOf(encryption, "any salt") is null)
            {
                yield return Finding.Problem("The encryption secret is not base64: it decodes to nothing.", "No delivery can be decrypted.", "Copy it from the dashboard again.");
            }
            else if (length == 0)
            {
                yield return Finding.Unknown("The encryption secret is not strict base64.", "It is decoded as in Node.js, which ignores characters that are not base64.", "Compare it with the dashboard.");
            }

            if (secrets.Signature.Any(secret => secret.Text == encryption))
            {
                yield return Finding.Problem("The signature secret and the encryption secret are the same.", "Humanos creates two different ones.", "Copy both from the dashboard again.");
            }
        }
    }

    // 0 if it is not strict base64.
    private static int Decoded(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        return Convert.TryFromBase64String(text, bytes, out int length) ? length : 0;
    }
}
