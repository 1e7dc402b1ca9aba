using Humanos.Webhooks;

namespace HumanosFunctions.Processing;

/// <summary>
/// Handles one kind of event. All handlers of a kind run one after another, in the order of registration. The message of the event is
/// completed when all of them have returned.
/// </summary>
/// <remarks>
/// <para>Throw any exception to retry later: all handlers of the kind run again, first within seconds and then from scheduled copies of the
/// message with exponential back-off. After the last retry, the message is dead-lettered.</para>
/// <para>Return <see cref="HandlingResult.DeadLetter"/> if a retry cannot succeed: the message goes to the dead-letter queue with the given
/// reason, and the remaining handlers do not run.</para>
/// <para>The same event can arrive more than once, even after success, and events can arrive in any order. Make the effect of a handler
/// idempotent by <see cref="EventFacts.EventId"/>, and do not let an older event overwrite a newer one.</para>
/// </remarks>
public interface IHandler<in TEvent>
    where TEvent : HumanosEvent
{
    Task<HandlingResult> HandleAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken);
}

/// <summary>The result of a handler that did not throw.</summary>
public abstract record HandlingResult
{
    private HandlingResult()
    {
    }

    /// <summary>The event is handled, now or before.</summary>
    public static HandlingResult Done { get; } = new Handled();

    public sealed record Handled : HandlingResult;

    /// <summary>A retry cannot succeed.</summary>
    /// <param name="Reason">A fixed word for the fault, without content. The dead-letter queue shows it.</param>
    /// <param name="Description">The text of <see cref="FailureReport"/>, never an exception message, or null.</param>
    public sealed record DeadLetter(string Reason, string? Description = null) : HandlingResult;
}

/// <summary>The facts about an event in its message, besides the payload.</summary>
public sealed record EventFacts
{
    /// <summary>The id of the event, the same for every retry and replay.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The id of the request as the payload contains it, or the id of the event if the payload names no request. A text that is too long for
    /// a key is replaced by its beginning, length and hash.
    /// </summary>
    public required string RequestId { get; init; }

    /// <summary>The event type as Humanos sent it.</summary>
    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The time of the event or, if it has none, the signed time of its delivery. States are ordered by it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
