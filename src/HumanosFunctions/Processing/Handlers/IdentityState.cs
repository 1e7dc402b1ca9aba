using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// Stores the outcome of each identity check. Of the document it stores kind, country, expiry and a keyed hash of the number, which allows
/// comparing two checks. It stores the whole document only if <see cref="DocumentOptions.StoreIdentityDocuments"/> is on.
/// </summary>
internal sealed class IdentityState(DocumentHash hash, IOptions<DocumentOptions> options) : IStateHandler<IdentityEvent>
{
    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(IdentityEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        string? numberHash = await hash.OfAsync(humanosEvent.Identity?.DocId ?? humanosEvent.Identity?.FullDocId, cancellationToken);
        return [StateRows.Of(facts, RowKinds.Identity, facts.EventId, json =>
        {
            json.WriteKnown("user", humanosEvent.User?.Id);
            json.WriteKnown("convergedIntoUser", humanosEvent.ConvergedIntoUserId);
            json.WriteKnown("succeeded", humanosEvent.Succeeded);
            json.WriteKnown("isFraud", humanosEvent.IsFraud);
            json.WriteKnown("outcome", humanosEvent.Outcome?.Text);
            WriteDocument(json, humanosEvent, numberHash);
        })];
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

/// <summary>Writes every member of an identity document, if the setting allows it.</summary>
internal static class FullDocument
{
    public static void Write(Utf8JsonWriter json, string name, IdentityDocument document)
    {
        json.WriteStartObject(name);
        json.WriteKnown("fullName", document.FullName);
        json.WriteKnown("gender", document.Gender);
        json.WriteKnown("birth", document.Birth?.Text);
        json.WriteKnown("docId", document.DocId);
        json.WriteKnown("fullDocId", document.FullDocId);
        json.WriteKnown("issueDate", document.IssueDate?.Text);
        json.WriteKnown("placeOfBirth", document.PlaceOfBirth);
        json.WriteKnown("countryOfBirth", document.CountryOfBirth);
        WriteNationalities(json, document.Nationalities);
        WriteAddresses(json, document.Addresses);
        json.WriteKnown("taxNumber", document.TaxNumber);
        json.WriteKnown("healthNumber", document.HealthNumber);
        json.WriteKnown("socialSecurityNumber", document.SocialSecurityNumber);
        json.WriteKnown("photo", document.Photo);
        json.WriteKnown("height", document.HeightText);
        json.WriteKnown("documentDiscriminator", document.DocumentDiscriminator);
        json.WriteKnown("mrzText", document.MrzText);
        json.WriteEndObject();
    }

    private static void WriteNationalities(Utf8JsonWriter json, IReadOnlyList<string> nationalities)
    {
        if (nationalities.Count > 0)
        {
            json.WriteStartArray("nationalities");
            foreach (string nationality in nationalities)
            {
                json.WriteStringValue(nationality);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteAddresses(Utf8JsonWriter json, IReadOnlyList<PostalAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        json.WriteStartArray("addresses");
        foreach (PostalAddress address in addresses)
        {
            json.WriteStartObject();
            json.WriteKnown("type", address.Type);
            json.WriteKnown("text", address.Text);
            json.WriteKnown("street", address.Street);
            json.WriteKnown("postalCode", address.PostalCode);
            json.WriteKnown("city", address.City);
            json.WriteKnown("region", address.Region);
            json.WriteKnown("country", address.Country);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>What is stored of identity documents. docs/settings.md describes every key.</summary>
internal sealed class DocumentOptions
{
    /// <summary>Stores whole identity documents, not only kind, country, expiry and a hash of the number.</summary>
    public bool StoreIdentityDocuments { get; set; }
}
