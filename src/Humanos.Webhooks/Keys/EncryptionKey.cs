using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// The AES-256 key of the envelopes, derived with PBKDF2-HMAC-SHA256, 10,000 iterations, 32 bytes (Humanos' webhook
/// documentation). Deriving takes milliseconds: do it once for each pair of secret and salt, see <see cref="EncryptionKeyCache"/>.
/// </summary>
public sealed class EncryptionKey : IDisposable
{
    private const int Iterations = 10_000;
    private const int KeyLength = 32;

    private readonly KeyBytes _key;

    private EncryptionKey(KeyBytes key, string generation)
    {
        (_key, Generation) = (key, generation);
        Platform = new ComputationPool<AesGcm>(() => new AesGcm(Bytes, GaloisCounterMode.FullTag));
        AnyIv = new ComputationPool<AnyIvGcm>(() => new AnyIvGcm(Bytes));
    }

    /// <summary>Which generation of the secret this is, for logs and metrics.</summary>
    public string Generation { get; }

    /// <summary>The 32 bytes of the key.</summary>
    internal ReadOnlySpan<byte> Bytes => _key.Span;

    /// <summary>For the IVs and tags that the platform takes.</summary>
    internal ComputationPool<AesGcm> Platform { get; }

    /// <summary>For all others.</summary>
    internal ComputationPool<AnyIvGcm> AnyIv { get; }

    /// <summary>Derives the key.</summary>
    /// <param name="base64Secret">
    /// The encryption secret: base64 of the password's bytes, decoded as Node's <c>Buffer.from(text, 'base64')</c> does
    /// (Humanos' webhook documentation): characters outside the alphabet are passed over, and the first <c>=</c> is the end.
    /// </param>
    /// <param name="salt">The salt's text: used as UTF-8, not decoded, not trimmed (observed in public receivers).</param>
    /// <param name="generation">A label for logs, such as a secret's version; never the secret itself.</param>
    /// <exception cref="ArgumentException">Secret or salt is empty; the message does not hold them.</exception>
    /// <exception cref="FormatException">The secret decodes to nothing; the message does not hold it.</exception>
    public static EncryptionKey Derive(string base64Secret, string salt, string generation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(base64Secret);
        ArgumentException.ThrowIfNullOrEmpty(salt);
        ArgumentNullException.ThrowIfNull(generation);
        byte[] password = new byte[NodeBase64.MaxLength(base64Secret.Length)];
        try
        {
            int length = NodeBase64.Decode(base64Secret, password);
            if (length == 0)
            {
                throw new FormatException("The encryption secret is not base64: it decodes to nothing.");
            }

            var key = new KeyBytes(KeyLength);
            Rfc2898DeriveBytes.Pbkdf2(
                password.AsSpan(0, length), Encoding.UTF8.GetBytes(salt), key.Span, Iterations, HashAlgorithmName.SHA256);
            return new EncryptionKey(key, generation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    /// <summary>Overwrites the key. A key in use elsewhere must not be disposed.</summary>
    public void Dispose()
    {
        Platform.Dispose();
        AnyIv.Dispose();
        _key.Dispose();
    }

    /// <summary>A key that was derived before.</summary>
    internal static EncryptionKey Of(ReadOnlySpan<byte> key, string generation)
    {
        var bytes = new KeyBytes(key.Length);
        key.CopyTo(bytes.Span);
        return new EncryptionKey(bytes, generation);
    }
}

/// <summary>
/// Base64 as Node's <c>Buffer.from(text, 'base64')</c> decodes it, which is what Humanos documents for the encryption
/// secret: no text is refused. Both alphabets count, the first <c>=</c> ends the text, any other character is passed over,
/// and bits that do not fill a byte are dropped.
/// </summary>
internal static class NodeBase64
{
    private const int BitsOfDigit = 6;
    private const int BitsOfByte = 8;

    /// <summary>The most bytes that a text of this length decodes to.</summary>
    public static int MaxLength(int characters) => (int)((long)characters * BitsOfDigit / BitsOfByte);

    /// <returns>How many bytes were written.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        uint bits = 0;
        int count = 0;
        int length = 0;
        foreach (char character in text)
        {
            // Node takes the low byte of a UTF-16 unit.
            byte low = unchecked((byte)character);
            if (low == '=')
            {
                break;
            }

            if (ValueOf(low) is not { } value)
            {
                continue;
            }

            bits = (bits << BitsOfDigit) | value;
            count += BitsOfDigit;
            if (count >= BitsOfByte)
            {
                count -= BitsOfByte;
                destination[length++] = unchecked((byte)(bits >> count));
            }
        }

        return length;
    }

    private static uint? ValueOf(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => (uint)(character - 'A'),
        >= (byte)'a' and <= (byte)'z' => (uint)(character - 'a' + 26),
        >= (byte)'0' and <= (byte)'9' => (uint)(character - '0' + 52),
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => null,
    };
}
