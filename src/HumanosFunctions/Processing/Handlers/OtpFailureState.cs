using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Stores each failed one-time password with the reason.</summary>
internal sealed class OtpFailureState : IStateHandler<OtpFailedEvent>
{
    public ValueTask<IReadOnlyList<StateRow>> RowsAsync(OtpFailedEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StateRow>>([StateRows.Of(facts, RowKinds.OtpFailure, facts.EventId, json =>
        {
            json.WriteKnown("user", humanosEvent.User?.Id);
            json.WriteKnown("errorCode", humanosEvent.ErrorCode?.Text);
        })]);
}
