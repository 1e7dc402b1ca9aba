namespace Benchmarks.Comparison.Servers;

/// <summary>Something that can be measured, started anew for every run.</summary>
internal sealed record Candidate(string Name, Func<Task<RunningServer>> StartAsync);
