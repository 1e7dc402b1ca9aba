namespace Humanos.Webhooks;

/// <summary>
/// The JSON of an event cannot be had from beside its message, and trying again will not help: dead-letter the message. The text
/// holds nothing of message or blob.
/// </summary>
/// <param name="fault">What is wrong.</param>
public sealed class ClaimCheckException(ClaimCheckFault fault)
    : Exception(fault == ClaimCheckFault.Mismatch ? "The blob is not the one that the message was published with." : "The claim check is malformed.")
{
    /// <summary>What is wrong.</summary>
    public ClaimCheckFault Fault { get; } = fault;
}
