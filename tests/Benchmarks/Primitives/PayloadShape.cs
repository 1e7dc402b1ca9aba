namespace Benchmarks.Primitives;

/// <summary>What fills a payload up to its size.</summary>
public enum PayloadShape
{
    /// <summary>Thousands of members of some twenty bytes, which is the most that JSON can ask of a reader.</summary>
    Members,

    /// <summary>One long text, as a photo or a scanned document is.</summary>
    Photo,
}
