using BenchmarkDotNet.Attributes;
using Humanos.Webhooks;

namespace Benchmarks.Primitives;

/// <summary>Why keys are cached: deriving one costs as much as accepting hundreds of deliveries.</summary>
public class DerivationBenchmarks
{
    private static readonly EncryptionKeyCache Cache = new();
    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    [Benchmark]
    public void Derive() => EncryptionKey.Derive(Secret, "salt", "current").Dispose();

    [Benchmark]
    public EncryptionKey Cached() => Cache.GetOrDerive(Secret, "salt", "current");
}
