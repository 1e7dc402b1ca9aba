using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Humanos.Webhooks;

namespace Benchmarks.Primitives;

/// <summary>Verifying, decrypting, and reading a delivery, compared with the bare primitives on the same bytes.</summary>
public class AcceptBenchmarks
{
    private readonly DeliveryVerifier _verifier = new(TimestampWindow.Default);
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(Delivery.Secret);
    private Delivery _iv12 = null!;
    private Delivery _iv16 = null!;
    private EncryptionKey[] _keys12 = [];
    private EncryptionKey[] _keys16 = [];
    private VerifiedDelivery _verified = null!;
    private DecryptedEvent _decrypted = null!;
    private byte[] _signed = [];
    private byte[] _iv = [];
    private byte[] _data = [];
    private byte[] _tag = [];

    [Params(2 * 1024, 64 * 1024)]
    public int PlaintextBytes { get; set; }

    [Params(PayloadShape.Members, PayloadShape.Photo)]
    public PayloadShape Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_iv12, _iv16) = (new Delivery(PlaintextBytes, ivLength: 12, Shape), new Delivery(PlaintextBytes, ivLength: 16, Shape));
        (_keys12, _keys16) = (_iv12.EncryptionKeys, _iv16.EncryptionKeys);
        _signed = [.. Encoding.UTF8.GetBytes(_iv12.Received.Timestamp + "."), .. _iv12.Received.Body.Span];
        _verified = ((VerificationResult.Verified)VerifyOnly()).Delivery;
        _decrypted = ((DecryptionResult.Decrypted)DecryptOnly()).Event;
        JsonElement envelope = JsonElement.Parse(_iv12.Received.Body.Span);
        _iv = envelope.GetProperty("iv").GetBytesFromBase64();
        _data = Encoding.UTF8.GetBytes(envelope.GetProperty("data").GetString()!);
        _tag = envelope.GetProperty("tag").GetBytesFromBase64();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _iv12.Dispose();
        _iv16.Dispose();
    }

    [Benchmark(Baseline = true)]
    public byte[] BarePrimitives()
    {
        Span<byte> signature = stackalloc byte[32];
        HMACSHA256.HashData(_secret, _signed, signature);
        byte[] ciphertext = new byte[Base64.GetMaxDecodedFromUtf8Length(_data.Length)];
        Base64.DecodeFromUtf8(_data, ciphertext, out _, out int length);
        byte[] plaintext = new byte[length];
        using var gcm = new AesGcm(Delivery.DerivedKey, 16);
        gcm.Decrypt(_iv, ciphertext.AsSpan(0, length), _tag, plaintext);
        return plaintext;
    }

    [Benchmark]
    public RoutingFacts? Accept() => Accept(_iv12, _keys12);

    [Benchmark]
    public RoutingFacts? AcceptWithIvOf16() => Accept(_iv16, _keys16);

    [Benchmark]
    public VerificationResult VerifyOnly() => _verifier.Verify(_iv12.Received, _iv12.SignatureKeys, Delivery.Now);

    [Benchmark]
    public DecryptionResult DecryptOnly() => EnvelopeDecryptor.Decrypt(_verified, _keys12);

    [Benchmark]
    public RoutingFacts? ReadFactsOnly() => RoutingFacts.Read(_decrypted);

    private RoutingFacts? Accept(Delivery delivery, EncryptionKey[] keys)
    {
        var verified = (VerificationResult.Verified)_verifier.Verify(delivery.Received, delivery.SignatureKeys, Delivery.Now);
        var decrypted = (DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, keys);
        using DecryptedEvent opened = decrypted.Event;
        return RoutingFacts.Read(opened);
    }
}
