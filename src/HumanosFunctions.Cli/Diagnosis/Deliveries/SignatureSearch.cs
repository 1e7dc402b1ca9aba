using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Cli.Diagnosis.Secrets;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>Looks for the secret, the bytes and the signed text that make a signature, the fewest faults first.</summary>
internal static class SignatureSearch
{
    private const int MaxFaults = 3;

    /// <returns>The faults with which the signature matches, none if it is correct; null if nothing matches in time.</returns>
    public static IReadOnlyList<Fault>? Find(string timestamp, string signature, byte[] body, KnownSecrets secrets, CancellationToken cancellationToken)
    {
        Variant<byte[]>[] claims = [.. Claims(signature)];
        Variant<byte[]>[] keys = [.. SecretVariants.OfSignature(secrets)];
        Variant<byte[]>[] bodies = [.. BodyVariants.Of(body)];
        Variant<Func<byte[], byte[]>>[] texts = [.. Texts(timestamp)];
        for (int faults = 0; faults <= MaxFaults; faults++)
        {
            foreach (Variant<byte[]> candidate in bodies.Where(candidate => candidate.Faults <= faults))
            {
                foreach (Variant<Func<byte[], byte[]>> text in texts.Where(text => text.Faults + candidate.Faults <= faults))
                {
                    byte[] signed = text.Value(candidate.Value);
                    foreach (Variant<byte[]> key in keys.Where(key => key.Faults + text.Faults + candidate.Faults <= faults))
                    {
                        if (cancellationToken.IsCancellationRequested)
                        {
                            return null;
                        }

                        if (Fits(claims, faults - key.Faults - text.Faults - candidate.Faults, HMACSHA256.HashData(key.Value, signed)) is { } claim)
                        {
                            return [.. new[] { claim.Fault, candidate.Fault, text.Fault, key.Fault }.OfType<Fault>()];
                        }
                    }
                }
            }
        }

        return null;
    }

    private static Variant<byte[]>? Fits(Variant<byte[]>[] claims, int faults, byte[] made)
    {
        foreach (Variant<byte[]> claim in claims)
        {
            // Those with fewer faults were tried in an earlier round.
            if (claim.Faults == faults && CryptographicOperations.FixedTimeEquals(claim.Value, made))
            {
                return claim;
            }
        }

        return null;
    }

    private static IEnumerable<Variant<byte[]>> Claims(string signature)
    {
        string text = signature.Trim();
        bool isPrefixed = text.StartsWith("sha256=", StringComparison.OrdinalIgnoreCase);
        string bare = isPrefixed ? text["sha256=".Length..] : text;
        byte[] bytes = new byte[bare.Length];
        if (bare.Length == 64 && Convert.FromHexString(bare, bytes, out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            yield return new(bytes[..length], isPrefixed ? Form("has the prefix sha256=") : null);
        }
        else if (Convert.TryFromBase64String(Padded(bare), bytes = new byte[bare.Length + 3], out length) && length == HMACSHA256.HashSizeInBytes)
        {
            yield return new(bytes[..length], Form("is base64 instead of hex"));
        }
    }

    private static string Padded(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return standard.PadRight((standard.Length + 3) / 4 * 4, '=');
    }

    private static Fault Form(string what) => new(
        $"The signature {what}.", "Humanos sends 64 hex digits. The sender is not Humanos, or something rewrites the header.", "Send the signature as hex digits.");

    private static IEnumerable<Variant<Func<byte[], byte[]>>> Texts(string timestamp)
    {
        yield return new(body => body.Length == 0 ? Utf8(timestamp) : [.. Utf8(timestamp), (byte)'.', .. body], Fault: null);
        if (timestamp.Length == 13)
        {
            yield return new(body => [.. Utf8(timestamp[..10]), (byte)'.', .. body], Text("seconds were signed, and milliseconds sent in the header"));
        }

        if (timestamp.Length == 10)
        {
            yield return new(body => [.. Utf8(timestamp), .. "000."u8, .. body], Text("milliseconds were signed, and seconds sent in the header"));
        }

        yield return new(body => body, Text("the timestamp is missing from the signed text"));
        yield return new(body => [.. Utf8(timestamp), .. body], Text("the full stop between timestamp and body is missing from the signed text"));
        yield return new(body => [.. body, (byte)'.', .. Utf8(timestamp)], Text("body and timestamp were signed in the wrong order"));
    }

    private static Fault Text(string what) => new(
        $"The sender signed a different text: {what}.", "The signed text is the timestamp header, a period, and the body.", "Correct the sender; Humanos signs its deliveries in this way.");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
