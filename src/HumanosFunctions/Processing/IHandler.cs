using Humanos.Webhooks;

namespace HumanosFunctions.Processing;

/// <summary>
/// What is done with one kind of event. All handlers of a kind run one after another, in the order of their
/// registration; the event's message is completed when all have returned.
/// </summary>
/// <remarks>
/// <para>A throw, whatever the exception, means "try again later": all handlers of the kind run again, first within
/// seconds, then by copies of the message that wait longer and longer, and after the last one it is dead-lettered.</para>
/// <para><see cref="HandlingResult.DeadLetter"/> means "never": the message goes to the dead-letter queue with the reason
/// given, and the handlers after this one do not run.</para>
/// <para>The same event may come more than once, also after success, and events may come in any order. A handler makes
/// its effect idempotent by <see cref="EventFacts.EventId"/>, and never lets an older event undo a newer one.</para>
/// </remarks>
public interface IHandler<in TEvent>
    where TEvent : HumanosEvent
{
    Task<HandlingResult> HandleAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken);
}

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

/// <summary>What the message says of its event, beside the payload.</summary>
public sealed record EventFacts
{
    /// <summary>The event's identity, the same for every retry and replay.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The request as the payload holds it, of any form; the event's own id where the payload names none. What is longer than
    /// a store's key may be is its beginning with its length and hash.
    /// </summary>
    public required string RequestId { get; init; }

    /// <summary>The event type as Humanos sent it.</summary>
    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The event's own time or, where it has none, the signed time of its delivery. States are ordered by it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
