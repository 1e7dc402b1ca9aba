using Humanos.Webhooks;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing;

/// <summary>
/// Turns one kind of event into rows of the stored state. It has no other effect, so <c>state rebuild</c> can run it again for every archived
/// event.
/// </summary>
public interface IStateHandler<in TEvent>
    where TEvent : HumanosEvent
{
    /// <summary>Returns the rows, which are written together with those of the event's other state handlers. Throw any exception to retry later.</summary>
    ValueTask<IReadOnlyList<StateRow>> RowsAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken);
}
