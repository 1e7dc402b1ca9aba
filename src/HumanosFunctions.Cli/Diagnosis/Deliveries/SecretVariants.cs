using System.Text;
using HumanosFunctions.Cli.Diagnosis.Secrets;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>The secrets that may have been meant where one is configured.</summary>
internal static class SecretVariants
{
    /// <summary>Keys that may have made a signature: the newest signature secret as it should be, then the likelier faults.</summary>
    public static IEnumerable<Variant<byte[]>> OfSignature(KnownSecrets secrets)
    {
        foreach ((NamedSecret secret, int at) in secrets.Signature.Select((secret, at) => (secret, at)))
        {
            yield return new(Encoding.UTF8.GetBytes(secret.Text), at == 0 ? null : Previous(secret));
        }

        foreach (NamedSecret secret in secrets.Signature)
        {
            foreach ((string what, string text) in Edges(secret.Text))
            {
                yield return new(Encoding.UTF8.GetBytes(text), new Fault($"The configured {secret.Name} {what}.", "The configured text is not exactly the secret in the dashboard.", "Set the secret again, without white space, line breaks or quotes around it."));
            }
        }

        foreach (NamedSecret other in secrets.Encryption.Concat(secrets.Salt))
        {
            yield return new(Encoding.UTF8.GetBytes(other.Text), Swapped("signature secret", other.Name));
        }

        foreach (NamedSecret secret in secrets.Signature)
        {
            foreach ((string what, byte[] key) in Decoded(secret.Text))
            {
                yield return new(key, new Fault($"The {secret.Name} was {what} before it was used.", "Humanos uses the secret's text itself as the key.", "Make the sender use the text as UTF-8."));
            }
        }
    }

    /// <summary>
    /// Pairs of encryption secret (base64) and salt that can have encrypted an envelope, the configured pair first.
    /// </summary>
    public static IEnumerable<Variant<(string Secret, string Salt)>> OfEncryption(KnownSecrets secrets)
    {
        foreach ((NamedSecret secret, int at) in secrets.Encryption.Select((secret, at) => (secret, at)))
        {
            foreach ((NamedSecret salt, int saltAt) in secrets.Salt.Select((salt, at) => (salt, at)))
            {
                yield return new((secret.Text, salt.Text), at > 0 ? Previous(secret) : saltAt > 0 ? Previous(salt) : null);
            }
        }

        foreach (NamedSecret secret in secrets.Encryption)
        {
            foreach (NamedSecret salt in secrets.Salt)
            {
                foreach ((Fault fault, string text, string saltText) in Pairs(secrets, secret, salt))
                {
                    yield return new((text, saltText), fault);
                }
            }
        }
    }

    private static IEnumerable<(Fault Fault, string Secret, string Salt)> Pairs(KnownSecrets secrets, NamedSecret secret, NamedSecret salt)
    {
        yield return (Swapped(secret.Name, salt.Name), salt.Text, secret.Text);
        foreach (NamedSecret signature in secrets.Signature)
        {
            yield return (Swapped(secret.Name, signature.Name), signature.Text, salt.Text);
        }

        foreach ((string what, string text) in Edges(salt.Text))
        {
            yield return (new Fault($"The configured {salt.Name} {what}.", "Every character of the salt is significant.", "Set the salt again, without white space, line breaks or quotes around it."), secret.Text, text);
        }

        yield return (
            new Fault($"The {secret.Name} was used as text, without decoding it from base64.", "Humanos documents base64; the sender of this delivery does not follow it.", "Make the sender decode the secret from base64."),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Text)), salt.Text);
        if (TryHex(secret.Text) is { } hex)
        {
            yield return (new Fault($"The {secret.Name} was decoded from hex instead of base64.", "Humanos documents base64.", "Make the sender decode the secret from base64."), Convert.ToBase64String(hex), salt.Text);
        }
    }

    private static Fault Previous(NamedSecret secret) => new(
        $"It fits {secret.Name}.",
        "The sender still uses a secret that has been replaced, or the configured newest one was never set at the sender.",
        "Compare the newest version with the dashboard. After the grace period, deliveries with the old secret are refused.");

    private static Fault Swapped(string one, string other) => new(
        $"It matches with {other} in place of {one}.", "The two are swapped.", "Set both again, each under its own name.");

    private static IEnumerable<(string What, string Text)> Edges(string text)
    {
        string trimmed = text.Trim();
        string bare = trimmed.Trim('"', '\'');
        (string, string)[] edges =
        [
            ("has white space or a line break at an end that the real one has not", trimmed),
            ("has quotes around it that the real one has not", bare),
            ("lacks a line break at its end that the sender's has", trimmed + "\n"),
        ];
        return edges.Where(edge => edge.Item2 != text);
    }

    private static IEnumerable<(string What, byte[] Key)> Decoded(string text)
    {
        byte[] bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out int length) && length > 0)
        {
            yield return ("decoded from base64", bytes[..length]);
        }

        if (TryHex(text) is { } hex)
        {
            yield return ("decoded from hex", hex);
        }
    }

    private static byte[]? TryHex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        return text.Length > 0 && Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length ? bytes : null;
    }
}
