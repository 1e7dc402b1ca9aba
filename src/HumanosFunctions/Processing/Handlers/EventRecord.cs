using System.Security.Cryptography;
using Humanos.Webhooks;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Records a processed event: its facts, a hash that identifies its JSON in an archive of the topic, and the persons whom it names.</summary>
internal sealed class EventRecord(PersonIndex persons) : IStateHandler<HumanosEvent>
{
    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        StateRow row = StateRows.Of(facts, RowKinds.Event, facts.EventId, json =>
        {
            json.WriteString("type", facts.EventType);
            json.WriteKnown("apiVersion", facts.ApiVersion);
            json.WriteKnown("issuer", facts.Issuer);
            json.WriteString("receivedAt", Rfc3339.Format(facts.ReceivedAt));
            json.WriteString("bodySha256", Convert.ToHexStringLower(SHA256.HashData(humanosEvent.Json.Span)));
            json.WriteNumber("bodyLength", humanosEvent.Json.Length);
        });
        return [row, .. await persons.RowsAsync(humanosEvent, facts, cancellationToken)];
    }
}
