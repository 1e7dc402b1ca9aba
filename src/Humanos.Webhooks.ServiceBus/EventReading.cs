namespace Humanos.Webhooks.ServiceBus;

/// <summary>
/// The result of <see cref="EventMessageReader"/>. It is always <see cref="Unhandled"/>, <see cref="Repeated"/>, or
/// <see cref="Unreadable"/>.
/// </summary>
public abstract record EventReading
{
    private EventReading(EventFacts facts) => Facts = facts;

    /// <summary>The event data in the message's properties.</summary>
    public EventFacts Facts { get; }

    /// <summary>An event that is not handled yet: do the work, and then complete the message.</summary>
    public sealed record Unhandled : EventReading
    {
        internal Unhandled(EventFacts facts, string eventId, HumanosEvent humanosEvent)
            : base(facts) => (EventId, Event) = (eventId, humanosEvent);

        /// <summary>The event's identity, the same for every delivery and replay of it.</summary>
        public string EventId { get; }

        /// <summary>The event. An event type that this version does not know is an <see cref="UnknownEvent"/>.</summary>
        public HumanosEvent Event { get; }
    }

    /// <summary>An event that is already handled: complete the message and do nothing else.</summary>
    public sealed record Repeated : EventReading
    {
        internal Repeated(EventFacts facts)
            : base(facts)
        {
        }
    }

    /// <summary>A message that can never be read: dead-letter it with <see cref="DeadLetterReason"/>.</summary>
    public sealed record Unreadable : EventReading
    {
        internal Unreadable(EventFacts facts, UnreadableReason reason)
            : base(facts) => Reason = reason;

        /// <summary>Why the message cannot be read.</summary>
        public UnreadableReason Reason { get; }

        /// <summary>The reason as a fixed lowercase text, such as <c>no-json-object</c>. It contains nothing from the message.</summary>
        public string DeadLetterReason => Reason switch
        {
            UnreadableReason.NoEventId => "no-event-id",
            UnreadableReason.NoJsonObject => "no-json-object",
            UnreadableReason.ClaimCheckMismatch => "claim-check-mismatch",
            _ => "claim-check-malformed",
        };
    }
}

/// <summary>Why a message can never be read.</summary>
public enum UnreadableReason
{
    /// <summary>The message has no <c>cloudEvents_id</c>, so a repeated event could not be recognized.</summary>
    NoEventId,

    /// <summary>The event is not exactly one well-formed JSON object.</summary>
    NoJsonObject,

    /// <summary>The message's <c>claimcheck_*</c> properties are incomplete or out of range.</summary>
    ClaimCheckMalformed,

    /// <summary>The length or the hash of the blob differs from the message.</summary>
    ClaimCheckMismatch,
}
