using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Keeps each credential as its newest event showed it, and beside it each grantor's newest decision.</summary>
public sealed class CredentialState(IStateStore store) : IHandler<CredentialEvent>
{
    public async Task<HandlingResult> HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        await store.PutAsync([.. Rows(humanosEvent, facts)], cancellationToken);
        return HandlingResult.Done;
    }

    private static IEnumerable<StateRow> Rows(CredentialEvent humanosEvent, EventFacts facts)
    {
        foreach ((int index, CredentialDecision credential) in humanosEvent.Credentials.Index())
        {
            string key = KeyOf(credential, facts, index);
            yield return StateRows.Of(facts, RowKinds.Credential, key, json =>
            {
                json.WriteKnown("id", credential.Id);
                json.WriteKnown("internalId", credential.InternalId);
                json.WriteKnown("name", credential.Name);
                json.WriteKnown("kind", credential.Kind?.Text);
                json.WriteKnown("status", credential.Status?.Text);
                json.WriteBoolean("isActiveMandate", credential.IsActiveMandate);
            });
            foreach (StateRow decision in GrantorRows.Of(humanosEvent, credential, key, facts))
            {
                yield return decision;
            }
        }
    }

    // Without any id, two items of one delivery are still two, and a repetition of the delivery finds them again.
    private static string KeyOf(CredentialDecision credential, EventFacts facts, int index) =>
        StateKey.Of(credential.Id ?? credential.ResourceId ?? credential.InternalId ?? $"{facts.EventId}/{index}");
}
