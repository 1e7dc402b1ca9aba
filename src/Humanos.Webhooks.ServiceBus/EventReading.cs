namespace Humanos.Webhooks.ServiceBus;

/// <summary>What a message holds: <see cref="Unhandled"/>, <see cref="Repeated"/> or <see cref="Unreadable"/>, nothing else.</summary>
public abstract record EventReading
{
    private EventReading(EventFacts facts) => Facts = facts;

    /// <summary>What the message's properties say of the event.</summary>
    public EventFacts Facts { get; }

    /// <summary>An event that has not been handled yet: do the work, then complete the message.</summary>
    public sealed record Unhandled : EventReading
    {
        internal Unhandled(EventFacts facts, string eventId, HumanosEvent humanosEvent)
            : base(facts) => (EventId, Event) = (eventId, humanosEvent);

        /// <summary>The event's identity, the same for every delivery and replay of it.</summary>
        public string EventId { get; }

        /// <summary>The event. Its type tells what happened; <see cref="UnknownEvent"/> is a type that this version does not know.</summary>
        public HumanosEvent Event { get; }
    }

    /// <summary>An event that has been handled before: complete the message and do nothing else.</summary>
    public sealed record Repeated : EventReading
    {
        internal Repeated(EventFacts facts)
            : base(facts)
        {
        }
    }

    /// <summary>A message that no later attempt can read: dead-letter it with <see cref="DeadLetterReason"/>.</summary>
    public sealed record Unreadable : EventReading
    {
        internal Unreadable(EventFacts facts, UnreadableReason reason)
            : base(facts) => Reason = reason;

        /// <summary>Why the message cannot be read.</summary>
        public UnreadableReason Reason { get; }

        /// <summary>The reason as a fixed text in lower case, such as <c>no-json-object</c>. It holds nothing of the message.</summary>
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
    /// <summary>The message has no <c>cloudEvents_id</c>, so a repetition of it could not be recognised.</summary>
    NoEventId,

    /// <summary>The event is not one well-formed JSON object.</summary>
    NoJsonObject,

    /// <summary>The message's <c>claimcheck_*</c> properties are incomplete or out of range.</summary>
    ClaimCheckMalformed,

    /// <summary>The blob beside the message has another length or another hash than the message says.</summary>
    ClaimCheckMismatch,
}
