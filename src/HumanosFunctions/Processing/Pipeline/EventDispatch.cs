using Humanos.Webhooks;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>
/// Stores the state of an event and runs its handlers. The rows of an event are written together, because each write waits for the store, but
/// a handler of its kind finds the state already stored, and the record that the event was handled is written after that handler.
/// </summary>
public sealed class EventDispatch(
    IStateStore store,
    HandlersOf<HumanosEvent> everyEvent,
    HandlersOf<CredentialEvent> credential,
    HandlersOf<IdentityEvent> identity,
    HandlersOf<OtpFailedEvent> otpFailed,
    HandlersOf<UnknownEvent> unknown)
{
    public Task<HandlingResult> HandleAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) => humanosEvent switch
    {
        CredentialEvent decided => HandleAsync(credential, decided, facts, cancellationToken),
        IdentityEvent verified => HandleAsync(identity, verified, facts, cancellationToken),
        OtpFailedEvent failed => HandleAsync(otpFailed, failed, facts, cancellationToken),
        UnknownEvent other => HandleAsync(unknown, other, facts, cancellationToken),
        _ => FinishAsync([], everyEvent.StateHandler, humanosEvent, facts, cancellationToken),
    };

    /// <summary>Runs the handlers of unknown events only, for an event whose subject no processor receives.</summary>
    public async Task<HandlingResult> HandleUnreceivedAsync(UnknownEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        List<StateRow> rows = [];
        await unknown.AddRowsAsync(rows, humanosEvent, facts, cancellationToken);
        await StoreAsync(rows, unknown.StateHandler, cancellationToken);
        return await unknown.RunAsync(humanosEvent, facts, cancellationToken);
    }

    private async Task<HandlingResult> HandleAsync<TEvent>(HandlersOf<TEvent> kind, TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
        where TEvent : HumanosEvent
    {
        List<StateRow> rows = [];
        await kind.AddRowsAsync(rows, humanosEvent, facts, cancellationToken);
        if (kind.HasEffects)
        {
            await StoreAsync(rows, kind.StateHandler, cancellationToken);
            rows = [];
            if (await kind.RunAsync(humanosEvent, facts, cancellationToken) is HandlingResult.DeadLetter never)
            {
                return never;
            }
        }

        return await FinishAsync(rows, kind.StateHandler ?? everyEvent.StateHandler, humanosEvent, facts, cancellationToken);
    }

    private async Task<HandlingResult> FinishAsync(
        List<StateRow> rows, Type? stateHandler, HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        await everyEvent.AddRowsAsync(rows, humanosEvent, facts, cancellationToken);
        await StoreAsync(rows, stateHandler, cancellationToken);
        return await everyEvent.RunAsync(humanosEvent, facts, cancellationToken);
    }

    private async ValueTask StoreAsync(List<StateRow> rows, Type? stateHandler, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        try
        {
            await store.PutAsync(rows, cancellationToken);
        }
        catch (Exception failure) when (stateHandler is not null && FailureReport.RecordHandler(failure, stateHandler))
        {
            // Never reached: the filter only records the handler and returns false.
            throw;
        }
    }
}
