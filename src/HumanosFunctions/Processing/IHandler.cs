using Humanos.Webhooks;

namespace HumanosFunctions.Processing;

/// <summary>
/// What is done with one kind of event. All handlers of a kind run one after another, in the order of their
/// registration; the event's message is completed when all have returned.
/// </summary>
/// <remarks>
/// <para>A throw means "try again later": the message is abandoned and comes again, to every handler of the kind.</para>
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
