using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes W3C credentials and proofs.</summary>
internal static class W3cWriter
{
    internal static void Write(Utf8JsonWriter writer, W3cCredential? credential)
    {
        if (credential is null)
        {
            return;
        }

        writer.WriteStartObject("w3c");
        writer.WriteTexts("contexts", credential.Contexts);
        writer.WriteText("id", credential.Id);
        writer.WriteTexts("types", credential.Types);
        writer.WriteText("issuer", credential.Issuer);
        writer.WriteTime("validFrom", credential.ValidFrom);
        writer.WriteTime("validUntil", credential.ValidUntil);
        writer.WriteText("subjectId", credential.SubjectId);
        WriteMandate(writer, credential.Mandate);
        writer.WriteObjects("evidences", credential.Evidences, static (writer, evidence) =>
        {
            writer.WriteText("id", evidence.Id);
            writer.WriteText("digestSri", evidence.DigestSri);
            writer.WriteText("location", evidence.Location);
        });
        writer.WriteEndObject();
    }

    internal static void WriteProof(Utf8JsonWriter writer, Proof proof)
    {
        writer.WriteText("type", proof.Type);
        writer.WriteText("cryptosuite", proof.Cryptosuite);
        writer.WriteText("purpose", proof.Purpose);
        writer.WriteText("verificationMethod", proof.VerificationMethod);
        writer.WriteText("value", proof.Value);
        writer.WriteText("actionType", proof.ActionType?.Text);
        writer.WriteText("actionProof", proof.ActionProof);
        writer.WriteTime("created", proof.Created);
    }

    private static void WriteMandate(Utf8JsonWriter writer, Mandate? mandate)
    {
        if (mandate is not null)
        {
            writer.WriteStartObject("mandate");
            writer.WriteTexts("grantors", mandate.Grantors);
            writer.WriteText("scope", mandate.Scope);
            writer.WriteTexts("authorizedDids", mandate.AuthorizedDids);
            writer.WriteEndObject();
        }
    }
}
