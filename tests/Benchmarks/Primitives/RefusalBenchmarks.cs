using BenchmarkDotNet.Attributes;
using Humanos.Webhooks;

namespace Benchmarks.Primitives;

/// <summary>What a forger can make the receiver spend: one HMAC over the body, nothing else.</summary>
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
