namespace Bootstrap.Mutation;

/// <summary>One change of the code.</summary>
/// <param name="File">Relative to the repository, with forward slashes.</param>
/// <param name="Number">Of the line, for the reader.</param>
/// <param name="Line">The line it begins in, without the space around it.</param>
/// <param name="Replacement">What stood there instead of the original.</param>
/// <param name="Status">What the tests said: Killed, Survived, Timeout, NoCoverage …</param>
public sealed record Mutant(string File, int Number, string Line, string Replacement, string Status)
{
    /// <summary>A change that never ends is noticed, and so is one that does not compile.</summary>
    public bool IsNoticed => Status is "Killed" or "Timeout";

    public bool IsMissed => Status is "Survived" or "NoCoverage";
}
