using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes the members of an identity event.</summary>
internal static class IdentityWriter
{
    internal static void Write(Utf8JsonWriter writer, IdentityEvent identity)
    {
        writer.WriteFlag("succeeded", identity.Succeeded);
        writer.WriteFlag("isFraud", identity.IsFraud);
        writer.WriteNumber("riskScore", identity.RiskScore);
        writer.WriteText("message", identity.Message);
        writer.WriteText("outcome", identity.Outcome?.Text);
        writer.WriteTime("verifiedAt", identity.VerifiedAt);
        writer.WriteObject("identity", identity.Identity, WriteMembers);
        writer.WriteText("kycId", identity.KycId);
        writer.WriteText("kycType", identity.KycType);
        writer.WriteTexts("documentsVerified", identity.DocumentsVerified);
        writer.WriteText("convergedIntoUserId", identity.ConvergedIntoUserId);
        writer.WriteText("veriffId", identity.VeriffId);
    }

    private static void WriteMembers(Utf8JsonWriter writer, IdentityDocument document)
    {
        writer.WriteText("fullName", document.FullName);
        writer.WriteText("gender", document.Gender);
        writer.WriteDate("birth", document.Birth);
        writer.WriteText("docId", document.DocId);
        writer.WriteText("fullDocId", document.FullDocId);
        writer.WriteDate("expiresAt", document.ExpiresAt);
        writer.WriteDate("issueDate", document.IssueDate);
        writer.WriteText("placeOfBirth", document.PlaceOfBirth);
        writer.WriteText("documentType", document.DocumentType?.Text);
        writer.WriteText("countryAlpha3", document.CountryAlpha3);
        writer.WriteText("countryOfBirth", document.CountryOfBirth);
        writer.WriteTexts("nationalities", document.Nationalities);
        writer.WriteObjects("addresses", document.Addresses, WriteAddress);
        writer.WriteText("taxNumber", document.TaxNumber);
        writer.WriteText("healthNumber", document.HealthNumber);
        writer.WriteText("socialSecurityNumber", document.SocialSecurityNumber);
        writer.WriteText("photo", document.Photo);
        writer.WriteNumber("height", document.Height);
        writer.WriteText("heightText", document.HeightText);
        writer.WriteText("documentDiscriminator", document.DocumentDiscriminator);
        writer.WriteText("mrzText", document.MrzText);
    }

    private static void WriteAddress(Utf8JsonWriter writer, PostalAddress address)
    {
        writer.WriteText("type", address.Type);
        writer.WriteText("text", address.Text);
        writer.WriteText("street", address.Street);
        writer.WriteText("postalCode", address.PostalCode);
        writer.WriteText("city", address.City);
        writer.WriteText("region", address.Region);
        writer.WriteText("country", address.Country);
    }
}
