namespace HumanosFunctions.Processing;

/// <summary>How the handling of an event ended, where it did not fail.</summary>
public abstract record HandlingResult
{
    private HandlingResult()
    {
    }

    /// <summary>Done, or done before.</summary>
    public static HandlingResult Done { get; } = new Handled();

    public sealed record Handled : HandlingResult;

    /// <summary>It can never succeed.</summary>
    /// <param name="Reason">A fixed word that names the fault and no content; it can be read in the dead-letter queue.</param>
    /// <param name="Description">What <see cref="FailureReport"/> tells of a failure, never its message, or null.</param>
    public sealed record DeadLetter(string Reason, string? Description = null) : HandlingResult;
}
