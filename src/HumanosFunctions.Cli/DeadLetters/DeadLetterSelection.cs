namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Which dead letters of an entity are meant.</summary>
/// <param name="Numbers">Their sequence numbers; none where all are meant.</param>
/// <param name="Max">The most to take.</param>
/// <param name="OlderThan">Leaves alone what came to the entity since; null leaves nothing alone, not even what a clock ahead of ours says is yet to come.</param>
internal sealed record DeadLetterSelection(IReadOnlyList<long> Numbers, int Max = int.MaxValue, TimeSpan? OlderThan = null);
