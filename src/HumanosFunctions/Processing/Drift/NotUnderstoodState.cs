using Humanos.Webhooks;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Drift;

/// <summary>
/// Stores that an event of the request has no effect on its state: its type is not known, or nothing in it could be read. The document of the
/// request lists it, so that readers know that the state is incomplete.
/// </summary>
internal sealed class NotUnderstoodState(IStateStore store, PersonIndex persons) : IHandler<UnknownEvent>, IHandler<CredentialEvent>, IHandler<IdentityEvent>
{
    public async Task<HandlingResult> HandleAsync(UnknownEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        await store.PutAsync([Row(facts, "type"), .. await persons.RowsAsync(humanosEvent, facts, cancellationToken)], cancellationToken);
        return HandlingResult.Done;
    }

    public Task<HandlingResult> HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        StoreAsync(humanosEvent.Credentials.Count == 0 ? Row(facts, "content") : null, cancellationToken);

    public Task<HandlingResult> HandleAsync(IdentityEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        StoreAsync(humanosEvent is { Succeeded: null, Outcome: null, Identity: null } ? Row(facts, "content") : null, cancellationToken);

    /// <param name="facts">The facts of the event.</param>
    /// <param name="reason"><c>type</c> if the type is not known, or <c>content</c> if nothing in the event could be read.</param>
    public static StateRow Row(EventFacts facts, string reason) => StateRows.Of(facts, RowKinds.NotUnderstood, facts.EventId, json =>
    {
        json.WriteString("type", facts.EventType);
        json.WriteKnown("apiVersion", facts.ApiVersion);
        json.WriteString("reason", reason);
        json.WriteString("receivedAt", Rfc3339.Format(facts.ReceivedAt));
    });

    private async Task<HandlingResult> StoreAsync(StateRow? row, CancellationToken cancellationToken)
    {
        if (row is not null)
        {
            await store.PutAsync([row], cancellationToken);
        }

        return HandlingResult.Done;
    }
}
