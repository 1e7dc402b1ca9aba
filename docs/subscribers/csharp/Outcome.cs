namespace SampleSubscriber;

internal enum Outcome
{
    /// <summary>The work is done; the message is completed.</summary>
    Completed,

    /// <summary>The work was done before; the message is completed.</summary>
    Duplicate,

    /// <summary>The message can never be read; it is dead-lettered for a person to look at.</summary>
    Malformed,
}
