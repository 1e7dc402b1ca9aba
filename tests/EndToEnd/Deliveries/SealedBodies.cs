using System.Collections.Concurrent;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Humanos.Webhooks;

namespace EndToEnd.Deliveries;

/// <summary>Bodies for random requests: mostly envelopes, each of a new event, and it remembers what is in them.</summary>
public sealed class SealedBodies : IDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _plaintexts = new();
    private readonly Sender _sender = new();

    public Gen<byte[]> Any => Gen.Frequency(
        (8, Gen.Choose(1, 32).Select(Envelope)),
        (1, Gen.Fresh(NextPlaintext)),
        (1, Gen.Elements(Array.Empty<byte>(), "{}"u8.ToArray(), "[object Object]"u8.ToArray())));

    /// <summary>Null where these bytes are not an envelope that was made here.</summary>
    public byte[]? PlaintextOf(byte[] body) => _plaintexts.GetValueOrDefault(Convert.ToBase64String(body));

    /// <summary>Only the audit subscription takes it, so that nothing else runs.</summary>
    public byte[] NextPlaintext() => Encoding.UTF8.GetBytes($$"""{ "eventType": "test", "message": "é {{Guid.NewGuid()}}" }""");

    private byte[] Envelope(int ivLength)
    {
        byte[] plaintext = NextPlaintext();
        byte[] body = EnvelopeEncryptor.Encrypt(plaintext, _sender.EncryptionKey, ivLength);
        _plaintexts[Convert.ToBase64String(body)] = plaintext;
        return body;
    }

    public void Dispose() => _sender.Dispose();
}
