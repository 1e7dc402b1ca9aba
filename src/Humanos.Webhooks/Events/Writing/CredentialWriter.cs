using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes the members of a credential event.</summary>
internal static class CredentialWriter
{
    internal static void Write(Utf8JsonWriter writer, CredentialEvent credentials)
    {
        if (credentials.Credentials.Count == 0)
        {
            writer.WriteStartArray("credentials");
            writer.WriteEndArray();
        }

        writer.WriteObjects("credentials", credentials.Credentials, WriteMembers);
    }

    private static void WriteMembers(Utf8JsonWriter writer, CredentialDecision credential)
    {
        writer.WriteText("id", credential.Id);
        writer.WriteText("internalId", credential.InternalId);
        writer.WriteText("resourceId", credential.ResourceId);
        writer.WriteText("name", credential.Name);
        writer.WriteText("description", credential.Description);
        writer.WriteText("kind", credential.Kind?.Text);
        writer.WriteText("status", credential.Status?.Text);
        writer.WriteText("action", credential.Action?.Text);
        writer.WriteTime("decidedAt", credential.DecidedAt);
        writer.WriteFlag("isActiveMandate", credential.IsActiveMandate);
        WriteContent(writer, credential);
        writer.WriteObjects("grantors", credential.Grantors, WriteGrantor);
        writer.WriteObjects("proofs", credential.Proofs, W3cWriter.WriteProof);
        writer.WriteObject("w3c", credential.W3c, W3cWriter.WriteMembers);
        writer.WriteTexts("tags", credential.Tags);
    }

    private static void WriteContent(Utf8JsonWriter writer, CredentialDecision credential)
    {
        writer.WriteText("text", credential.Text);
        writer.WriteText("link", credential.Link);
        writer.WriteFlag("required", credential.Required);
        writer.WriteText("hash", credential.Hash);
        writer.WriteText("signature", credential.Signature);
        writer.WriteText("reason", credential.Reason);
        writer.WriteText("endpoint", credential.Endpoint);
        writer.WriteObjects("data", credential.Data, WriteData);
        writer.WriteObjects("answers", credential.Answers, static (writer, answer) =>
        {
            writer.WriteText("question", answer.Question);
            writer.WriteText("type", answer.Type);
            writer.WriteText("text", answer.Text);
        });
    }

    private static void WriteData(Utf8JsonWriter writer, DataItem item)
    {
        writer.WriteText("label", item.Label);
        writer.WriteText("type", item.Type);
        writer.WriteText("value", item.Value);
        writer.WriteText("hash", item.Hash);
        writer.WriteFlag("hidden", item.Hidden);
        writer.WriteObjects("fields", item.Fields, WriteData);
    }

    private static void WriteGrantor(Utf8JsonWriter writer, GrantorDecision grantor)
    {
        writer.WriteText("id", grantor.Id);
        writer.WriteText("contact", grantor.Contact);
        writer.WriteFlag("accepted", grantor.Accepted);
        writer.WriteTime("decidedAt", grantor.DecidedAt);
    }
}

/// <summary>Writes W3C credentials and proofs.</summary>
internal static class W3cWriter
{
    internal static void WriteMembers(Utf8JsonWriter writer, W3cCredential credential)
    {
        writer.WriteTexts("contexts", credential.Contexts);
        writer.WriteText("id", credential.Id);
        writer.WriteTexts("types", credential.Types);
        writer.WriteText("issuer", credential.Issuer);
        writer.WriteText("issuerName", credential.IssuerName);
        writer.WriteTime("validFrom", credential.ValidFrom);
        writer.WriteTime("validUntil", credential.ValidUntil);
        writer.WriteText("subjectId", credential.SubjectId);
        writer.WriteObject("mandate", credential.Mandate, static (writer, mandate) =>
        {
            writer.WriteTexts("grantors", mandate.Grantors);
            writer.WriteText("scope", mandate.Scope);
            writer.WriteTexts("authorizedDids", mandate.AuthorizedDids);
        });
        writer.WriteObjects("evidences", credential.Evidences, static (writer, evidence) =>
        {
            writer.WriteText("id", evidence.Id);
            writer.WriteText("digestSri", evidence.DigestSri);
            writer.WriteText("location", evidence.Location);
        });
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
}
