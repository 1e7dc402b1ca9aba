using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// Records what each event says about its credentials. It does not compare or replace anything: the reader of the stored state combines all
/// rows, so the order and the repetition of events do not matter.
/// </summary>
internal sealed class CredentialState(ContactHash hash) : IStateHandler<CredentialEvent>
{
    // A delivery can list more decisions than fit into one row.
    private const int DecisionsOfRow = 128;

    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        Func<string, string>? contactHash = await hash.OpenAsync(cancellationToken);
        return [.. Rows(humanosEvent, facts, contactHash)];
    }

    private static IEnumerable<StateRow> Rows(CredentialEvent humanosEvent, EventFacts facts, Func<string, string>? contactHash)
    {
        foreach ((int index, CredentialDecision credential) in humanosEvent.Credentials.Index())
        {
            string place = $"{facts.EventId}/{index}";
            IReadOnlyList<string> keys = CredentialKey.Of(credential, place);
            GrantorFact[] decisions = [.. GrantorFacts.Of(humanosEvent, credential, new GrantorKeys(contactHash, place))];
            yield return Row(facts, place, keys, credential, decisions.Take(DecisionsOfRow));
            for (int at = DecisionsOfRow; at < decisions.Length; at += DecisionsOfRow)
            {
                yield return Row(facts, $"{place}/{at}", keys, credential: null, decisions.Skip(at).Take(DecisionsOfRow));
            }
        }
    }

    private static StateRow Row(
        EventFacts facts, string key, IReadOnlyList<string> keys, CredentialDecision? credential, IEnumerable<GrantorFact> decisions) =>
        StateRows.Of(facts, RowKinds.CredentialFact, key, json =>
        {
            WriteKeys(json, keys);
            json.WriteKnown("id", credential?.Id);
            json.WriteKnown("internalId", credential?.InternalId);
            json.WriteKnown("name", credential?.Name);
            json.WriteKnown("kind", credential?.Kind?.Text);
            json.WriteKnown("status", credential?.Status?.Text);
            json.WriteStartArray("decisions");
            foreach (GrantorFact decision in decisions)
            {
                json.WriteStartObject();
                Write(json, decision);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter json, GrantorFact decision)
    {
        WriteKeys(json, decision.Keys);
        json.WriteKnown("user", decision.User);
        json.WriteKnown("action", decision.Action?.Text);
        json.WriteKnown("decidedAt", decision.DecidedAt?.Value is { } time ? Rfc3339.Format(time) : decision.DecidedAt?.Text);
        if (decision.DecidedAt?.Value is { } readable)
        {
            json.WriteNumber("decidedTicks", readable.UtcTicks);
        }
    }

    private static void WriteKeys(Utf8JsonWriter json, IReadOnlyList<string> keys)
    {
        json.WriteStartArray("keys");
        foreach (string key in keys)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
    }
}
