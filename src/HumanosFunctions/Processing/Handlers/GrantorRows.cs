using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// The decisions in a credential event: those it lists, and the one it reports itself, unless the list has it too.
/// Contacts tell the two apart and are not kept.
/// </summary>
internal static class GrantorRows
{
    public static IEnumerable<StateRow> Of(CredentialEvent humanosEvent, CredentialDecision credential, string credentialKey, EventFacts facts)
    {
        bool listed = false;
        foreach ((int index, GrantorDecision grantor) in credential.Grantors.Index())
        {
            bool own = grantor.Contact is { } contact && contact == humanosEvent.User?.Contact;
            listed |= own;
            yield return Row(
                facts,
                StateKey.OfDecision(credentialKey, grantor.Id ?? $"{facts.EventId}/{index}"),
                own ? humanosEvent.User?.Id : null,
                grantor.Accepted switch { null => null, true => CredentialAction.Accept, false => CredentialAction.Reject },
                grantor.DecidedAt);
        }

        if (credential.Action is not null && !listed)
        {
            yield return Row(
                facts, StateKey.OfDecision(credentialKey, humanosEvent.User?.Id ?? facts.EventId), humanosEvent.User?.Id, credential.Action, credential.DecidedAt);
        }
    }

    private static StateRow Row(EventFacts facts, string key, string? user, CredentialAction? action, EventTime? decidedAt) =>
        StateRows.Of(facts, RowKinds.Decision, key, json =>
        {
            json.WriteKnown("user", user);
            json.WriteKnown("action", action?.Text);
            json.WriteKnown("decidedAt", decidedAt?.Value is { } time ? Rfc3339.Format(time) : decidedAt?.Text);
        });
}
