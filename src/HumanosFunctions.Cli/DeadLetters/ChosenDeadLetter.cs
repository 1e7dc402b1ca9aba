namespace HumanosFunctions.Cli.DeadLetters;

/// <param name="SequenceNumber">Its number in the dead-letter queue.</param>
/// <param name="IsDeferred">Whether some tool has deferred it: then it is handed out by its number only.</param>
internal sealed record ChosenDeadLetter(long SequenceNumber, bool IsDeferred);
