using Benchmarks.Comparison.Load;

namespace Benchmarks.Comparison;

/// <summary>What is sent in one round.</summary>
internal sealed record Workload(string Name, string Sample, int PlaintextBytes, int Requests, int Connections)
{
    public bool IsForged { get; init; }

    public int ExpectedStatus { get; init; } = 200;

    /// <summary>Long enough for the compiler to have made up its mind.</summary>
    public int WarmUp { get; init; } = 2_000;

    public Corpus OpenCorpus() => new(Sample, PlaintextBytes);

    public IReadOnlyList<byte[]> Make(Corpus corpus, int count, Uri target) => IsForged ? corpus.MakeForged(count, target) : corpus.Make(count, target);
}
