using BenchmarkDotNet.Attributes;
using Humanos.Webhooks;

namespace Benchmarks.Primitives;

/// <summary>The cost of a forged delivery: one HMAC over the body.</summary>
public class RefusalBenchmarks
{
    private static readonly Delivery Genuine = new(plaintextLength: 2 * 1024, ivLength: 12, PayloadShape.Members);
    private static readonly ReceivedDelivery NotSigned = new("1780315200000", signature: null, new byte[2 * 1024]);

    private readonly DeliveryVerifier _verifier = new(TimestampWindow.Default);

    [Benchmark]
    public VerificationResult Forged() => _verifier.Verify(Genuine.Forged, Genuine.SignatureKeys, Delivery.Now);

    [Benchmark]
    public VerificationResult WithoutSignature() => _verifier.Verify(NotSigned, Genuine.SignatureKeys, Delivery.Now);
}

/// <summary>The cost of key derivation: deriving one key takes as long as accepting hundreds of deliveries, so keys are cached.</summary>
public class DerivationBenchmarks
{
    private static readonly EncryptionKeyCache Cache = new();
    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    [Benchmark]
    public void Derive() => EncryptionKey.Derive(Secret, "salt", "current").Dispose();

    [Benchmark]
    public EncryptionKey Cached() => Cache.GetOrDerive(Secret, "salt", "current");
}
