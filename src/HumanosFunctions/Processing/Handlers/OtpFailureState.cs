using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Stores each failed one-time password with the reason.</summary>
internal sealed class OtpFailureState(IStateStore store) : IHandler<OtpFailedEvent>
{
    public async Task<HandlingResult> HandleAsync(OtpFailedEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        StateRow row = StateRows.Of(facts, RowKinds.OtpFailure, facts.EventId, json =>
        {
            json.WriteKnown("user", humanosEvent.User?.Id);
            json.WriteKnown("errorCode", humanosEvent.ErrorCode?.Text);
        });
        await store.PutAsync([row], cancellationToken);
        return HandlingResult.Done;
    }
}
