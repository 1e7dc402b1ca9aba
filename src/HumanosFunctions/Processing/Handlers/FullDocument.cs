using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Writes every member of an identity document; used only where a setting asks for it.</summary>
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
        json.WriteKnown("taxNumber", document.TaxNumber);
        json.WriteKnown("healthNumber", document.HealthNumber);
        json.WriteKnown("socialSecurityNumber", document.SocialSecurityNumber);
        json.WriteKnown("photo", document.Photo);
        json.WriteKnown("height", document.HeightText);
        json.WriteKnown("documentDiscriminator", document.DocumentDiscriminator);
        json.WriteKnown("mrzText", document.MrzText);
        json.WriteEndObject();
    }
}
