namespace EndToEnd.Loss.Faults;

/// <summary>One way to fail, from its beginning to its end.</summary>
/// <param name="EachRound">How often it strikes in a round.</param>
internal sealed record Fault(string Name, int EachRound, Func<Random, CancellationToken, Task> StrikeAsync);
