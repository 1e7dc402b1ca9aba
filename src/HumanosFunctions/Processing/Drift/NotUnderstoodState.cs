using Humanos.Webhooks;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Drift;

/// <summary>
/// Records that an event of the request has no effect on its state: its type is not known, or nothing in it could be read. The document of the
/// request lists it, so that readers know that the state is incomplete.
/// </summary>
internal sealed class NotUnderstoodState(PersonIndex persons) : IStateHandler<UnknownEvent>, IStateHandler<CredentialEvent>, IStateHandler<IdentityEvent>
{
    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(UnknownEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        [Row(facts, "type"), .. await persons.RowsAsync(humanosEvent, facts, cancellationToken)];

    public ValueTask<IReadOnlyList<StateRow>> RowsAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StateRow>>(humanosEvent.Credentials.Count == 0 ? [Row(facts, "content")] : []);

    public ValueTask<IReadOnlyList<StateRow>> RowsAsync(IdentityEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StateRow>>(humanosEvent is { Succeeded: null, Outcome: null, Identity: null } ? [Row(facts, "content")] : []);

    /// <param name="facts">The facts of the event.</param>
    /// <param name="reason"><c>type</c> if the type is not known, or <c>content</c> if nothing in the event could be read.</param>
    public static StateRow Row(EventFacts facts, string reason) => StateRows.Of(facts, RowKinds.NotUnderstood, facts.EventId, json =>
    {
        json.WriteString("type", facts.EventType);
        json.WriteKnown("apiVersion", facts.ApiVersion);
        json.WriteString("reason", reason);
        json.WriteString("receivedAt", Rfc3339.Format(facts.ReceivedAt));
    });
}
