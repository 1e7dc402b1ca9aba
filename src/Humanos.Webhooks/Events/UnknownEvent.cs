namespace Humanos.Webhooks;

/// <summary>
/// Every other event: of a type that nobody has seen before, of one whose content is documented nowhere
/// (<c>process.completed</c>), or without a type. What it says beyond the common facts is among the unknown members.
/// </summary>
public sealed class UnknownEvent : HumanosEvent
{
    internal UnknownEvent(EventEnvelope envelope)
        : base(envelope)
    {
    }
}
