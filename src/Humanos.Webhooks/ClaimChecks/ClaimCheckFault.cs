namespace Humanos.Webhooks;

/// <summary>Why the JSON of an event cannot be had from beside its message, however often it is tried.</summary>
public enum ClaimCheckFault
{
    /// <summary>The message's properties are no claim check: one is missing, of another type, or out of its range.</summary>
    Malformed,

    /// <summary>The blob has another length or another hash than the message says: it was altered, or is another's.</summary>
    Mismatch,
}
