using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// Keeps the outcome of each identity check. Of the document it keeps kind, country, expiry and a keyed hash of its
/// number, by which two checks can be compared; all of it only where <see cref="DocumentOptions.StoreIdentityDocuments"/> is on.
/// </summary>
public sealed class IdentityState(IStateStore store, DocumentHash hash, IOptions<DocumentOptions> options) : IHandler<IdentityEvent>
{
    public async Task<HandlingResult> HandleAsync(IdentityEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        string? numberHash = await hash.OfAsync(humanosEvent.Identity?.DocId ?? humanosEvent.Identity?.FullDocId, cancellationToken);
        StateRow row = StateRows.Of(facts, RowKinds.Identity, facts.EventId, json =>
        {
            json.WriteKnown("user", humanosEvent.User?.Id);
            json.WriteKnown("convergedIntoUser", humanosEvent.ConvergedIntoUserId);
            json.WriteKnown("succeeded", humanosEvent.Succeeded);
            json.WriteKnown("isFraud", humanosEvent.IsFraud);
            json.WriteKnown("outcome", humanosEvent.Outcome?.Text);
            WriteDocument(json, humanosEvent, numberHash);
        });
        await store.PutAsync([row], cancellationToken);
        return HandlingResult.Done;
    }

    private void WriteDocument(Utf8JsonWriter json, IdentityEvent humanosEvent, string? numberHash)
    {
        if (humanosEvent.Identity is not { } document)
        {
            return;
        }

        json.WriteKnown("documentType", document.DocumentType?.Text);
        json.WriteKnown("documentCountry", document.CountryAlpha3);
        json.WriteKnown("documentExpiresAt", document.ExpiresAt?.Text);
        json.WriteKnown("documentNumberHash", numberHash);
        if (options.Value.StoreIdentityDocuments)
        {
            FullDocument.Write(json, "document", document);
        }
    }
}
