using Humanos.Webhooks;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>The handlers of one kind of event, in the order of registration.</summary>
public sealed class HandlersOf<TEvent>(IEnumerable<IStateHandler<TEvent>> state, IEnumerable<IHandler<TEvent>> handlers)
    where TEvent : HumanosEvent
{
    private readonly IStateHandler<TEvent>[] _state = [.. state];
    private readonly IHandler<TEvent>[] _handlers = [.. handlers];

    /// <summary>Whether there is a handler besides those of the state.</summary>
    public bool HasEffects => _handlers.Length > 0;

    /// <summary>The handler that is named if rows cannot be stored, or null if there is none.</summary>
    public Type? StateHandler => _state.Length > 0 ? _state[0].GetType() : null;

    /// <summary>Adds the rows of all state handlers to the list.</summary>
    public async ValueTask AddRowsAsync(List<StateRow> rows, TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        foreach (IStateHandler<TEvent> handler in _state)
        {
            try
            {
                rows.AddRange(await handler.RowsAsync(humanosEvent, facts, cancellationToken));
            }
            catch (Exception failure) when (FailureReport.RecordHandler(failure, handler.GetType()))
            {
                // Never reached: the filter only records the handler and returns false.
                throw;
            }
        }
    }

    /// <summary>Runs the other handlers. The first one that returns <see cref="HandlingResult.DeadLetter"/> is the last one.</summary>
    public async ValueTask<HandlingResult> RunAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        foreach (IHandler<TEvent> handler in _handlers)
        {
            try
            {
                if (await handler.HandleAsync(humanosEvent, facts, cancellationToken) is HandlingResult.DeadLetter never)
                {
                    return never;
                }
            }
            catch (Exception failure) when (FailureReport.RecordHandler(failure, handler.GetType()))
            {
                // Never reached, as above.
                throw;
            }
        }

        return HandlingResult.Done;
    }
}
