namespace Benchmarks.Comparison.Servers;

/// <summary>What a runtime has reported of its heap so far.</summary>
/// <param name="Megabytes">Size of the heap now.</param>
/// <param name="Allocated">Bytes allocated since the watch began.</param>
/// <param name="OldCollections">Collections of the oldest generation since then.</param>
internal sealed record HeapFigures(double Megabytes, double Allocated, double OldCollections);
