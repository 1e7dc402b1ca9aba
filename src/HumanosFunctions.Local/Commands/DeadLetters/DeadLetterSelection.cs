namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>Which dead letters of an entity are meant.</summary>
/// <param name="Numbers">Their sequence numbers; none where all are meant.</param>
/// <param name="Max">The most to take.</param>
/// <param name="OlderThan">Leaves alone what came to the entity since.</param>
internal sealed record DeadLetterSelection(IReadOnlyList<long> Numbers, int Max = int.MaxValue, TimeSpan OlderThan = default);
