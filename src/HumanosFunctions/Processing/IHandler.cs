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
