using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// The AES-256 key of the envelopes, derived with PBKDF2-HMAC-SHA256, 10,000 iterations, 32 bytes (Humanos' webhook
/// documentation). Derivation takes milliseconds, so derive each pair of secret and salt once. See <see cref="EncryptionKeyCache"/>.
/// </summary>
public sealed class EncryptionKey : IDisposable
{
    private const int Iterations = 10_000;
    private const int KeyLength = 32;

    private readonly KeyBytes _key;

    private EncryptionKey(KeyBytes key, string generation)
    {
        (_key, Generation) = (key, generation);
        Platform = new DisposablePool<AesGcm>(() => new AesGcm(Bytes, AnyIvGcm.FullTag));
        AnyIv = new DisposablePool<AnyIvGcm>(() => new AnyIvGcm(Bytes));
    }

    /// <summary>The label of the secret's generation, for logs and metrics.</summary>
    public string Generation { get; }

    /// <summary>The 32 bytes of the key.</summary>
    internal ReadOnlySpan<byte> Bytes => _key.Span;

    /// <summary>For IV and tag lengths that the platform supports.</summary>
    internal DisposablePool<AesGcm> Platform { get; }

    /// <summary>For all other IV and tag lengths.</summary>
    internal DisposablePool<AnyIvGcm> AnyIv { get; }

    /// <summary>Derives the key.</summary>
    /// <param name="base64Secret">
    /// The encryption secret: the password's bytes in base64, decoded like Node's <c>Buffer.from(text, 'base64')</c> (Humanos' webhook
    /// documentation). Characters outside the alphabet are ignored, and the first <c>=</c> ends the text.
    /// </param>
    /// <param name="salt">The salt's text, used as UTF-8 without decoding or trimming (observed in public receivers).</param>
    /// <param name="generation">A label for logs, such as the secret's version. Never pass the secret itself.</param>
    /// <exception cref="ArgumentException">The secret or the salt is empty. The exception text does not contain them.</exception>
    /// <exception cref="FormatException">The secret decodes to zero bytes. The exception text does not contain it.</exception>
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

    /// <summary>Clears the key. Do not dispose a key that is still in use.</summary>
    public void Dispose()
    {
        Platform.Dispose();
        AnyIv.Dispose();
        _key.Dispose();
    }

    /// <summary>Creates a key from bytes that are already derived.</summary>
    internal static EncryptionKey FromBytes(ReadOnlySpan<byte> key, string generation)
    {
        var bytes = new KeyBytes(key.Length);
        key.CopyTo(bytes.Span);
        return new EncryptionKey(bytes, generation);
    }
}

/// <summary>
/// Decodes base64 like Node's <c>Buffer.from(text, 'base64')</c>, as Humanos documents for the encryption secret. It accepts any text:
/// both alphabets are valid, the first <c>=</c> ends the text, other characters are ignored, and bits that do not fill a byte are
/// dropped.
/// </summary>
internal static class NodeBase64
{
    private const int BitsOfDigit = 6;
    private const int BitsOfByte = 8;

    /// <summary>The maximum number of bytes that a text of this length decodes to.</summary>
    public static int MaxLength(int characters) => (int)((long)characters * BitsOfDigit / BitsOfByte);

    /// <returns>The number of bytes written.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        uint bits = 0;
        int count = 0;
        int length = 0;
        foreach (char character in text)
        {
            // Node uses the low byte of a UTF-16 code unit.
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
