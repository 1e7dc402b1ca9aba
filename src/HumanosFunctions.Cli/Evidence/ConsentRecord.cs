using System.Text.Json;
using Humanos.Webhooks;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>
/// Writes the fields of a consent record of ISO/IEC TS 27560 that the events hold, one record for each credential and person. A field that no
/// event holds is null, and is named in <c>absent</c>: nothing is assumed. What the specification has no field for is in <c>extension</c>.
/// </summary>
internal static class ConsentRecord
{
    public static void Write(Utf8JsonWriter json, string requestId, IReadOnlyList<EvidenceDecision> decisions)
    {
        json.WriteString("standard", "ISO/IEC TS 27560:2023");
        json.WriteString("note", "Only what the events hold. A field that is null is not held, and the list 'absent' names it. 'extension' is not part of the standard.");
        json.WriteStartArray("records");
        foreach (IGrouping<(string, string), EvidenceDecision> record in decisions
            .Where(decision => decision.Credential is not null)
            .GroupBy(decision => (decision.Credential!.Id ?? decision.Credential.ResourceId ?? decision.Event.Header.EventId, decision.Event.Parsed?.User?.Id ?? "")))
        {
            json.WriteStartObject();
            new ConsentRecordSections(new ConsentFields(json), requestId, [.. record]).Write();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>The four sections of a record: header, processing, parties and events. Their fields are in the order of the specification.</summary>
/// <param name="fields">Writes the fields.</param>
/// <param name="requestId">The request.</param>
/// <param name="decisions">The decisions of one person about one credential, oldest first.</param>
internal sealed class ConsentRecordSections(ConsentFields fields, string requestId, IReadOnlyList<EvidenceDecision> decisions)
{
    // Fields that describe the organization. Humanos does not send them.
    private static readonly string[] OfTheOrganization =
    [
        "collection_method", "processing_method", "storage_locations", "retention_period", "processing_locations", "geographic_restrictions", "services", "jurisdiction",
        "recipient_third_parties", "withdrawal_method", "privacy_rights", "codes_of_conduct", "impact_assessment", "authority_party",
    ];

    private readonly EvidenceDecision[] _newest = [.. decisions.Reverse()];

    private HumanosUser? Person => _newest.Select(decision => decision.Event.Parsed?.User).FirstOrDefault(user => user is not null);

    private string? Issuer => _newest.Select(decision => decision.Event.Parsed?.Issuer).FirstOrDefault(issuer => issuer is not null);

    public void Write()
    {
        fields.Section("record_header", WriteHeader);
        fields.Section("pii_processing", WriteProcessing);
        fields.List("party_identification", [WritePrincipal, WriteController]);
        fields.List("events", [.. decisions.Select(decision => (Action)(() => WriteEvent(decision)))]);
        fields.WriteListOfAbsent();
    }

    private void WriteHeader()
    {
        fields.Write("schema_version", null);
        fields.Write("record_id", Newest(credential => credential.Id));
        fields.Write("pii_principal_id", Person?.Id);
        fields.Extension(("request_id", requestId), ("title", Newest(credential => credential.Name)));
    }

    private void WriteProcessing()
    {
        fields.Write("privacy_notice", Newest(credential => credential.Link) ?? Newest(credential => credential.Text));
        fields.Write("language", null);
        fields.Write("purpose", Newest(credential => credential.Text) ?? Newest(credential => credential.Description));
        fields.Write("purpose_type", null);
        fields.Write("lawful_basis", null);
        fields.Write("pii_information", "pii_type", Labels());
        fields.Write("pii_controllers", Issuer);
        fields.WriteAbsent(OfTheOrganization);
        fields.Extension(
            ("scope", Newest(credential => credential.W3c?.Mandate?.Scope)),
            ("is_required", Newest(credential => credential.Required switch { null => null, true => "true", false => "false" })));
    }

    private void WritePrincipal()
    {
        fields.Write("party_id", Person?.Id);
        WriteContact(Person?.Name, "PII principal", Person?.Contact);
        fields.Extension(("internal_id", Person?.InternalId));
    }

    private void WriteController()
    {
        fields.Write("party_id", Issuer);
        WriteContact(Newest(credential => credential.W3c?.IssuerName), "PII controller", contact: null);
    }

    private void WriteContact(string? name, string role, string? contact)
    {
        fields.WriteAbsent(["party_address", "party_email", "party_url", "party_phone"]);
        fields.Write("party_name", name);
        fields.Write("party_role", role);
        fields.Write("party_contact", contact);
        fields.Write("party_type", null);
    }

    private void WriteEvent(EvidenceDecision decision)
    {
        CredentialDecision credential = decision.Credential!;
        fields.Write("event_time", credential.DecidedAt?.Text);
        fields.Write("validity_duration", null);
        fields.Write("entity_id", decision.Event.Parsed?.User?.Id);
        fields.Write("event_type", null);
        fields.Write("event_state", credential.Action?.Text);
        fields.Extension(
            ("credential_kind", credential.Kind?.Text),
            ("credential_status", credential.Status?.Text),
            ("valid_from", credential.W3c?.ValidFrom?.Text),
            ("valid_until", credential.W3c?.ValidUntil?.Text),
            ("signed_at", decision.Event.SignedAt),
            ("event_id", decision.Event.Header.EventId),
            ("event_sha256", decision.Event.Header.BodySha256));
    }

    private string? Newest(Func<CredentialDecision, string?> read) =>
        _newest.Select(decision => read(decision.Credential!)).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private string[] Labels() => _newest
        .Select(decision => decision.Credential!.Data.Select(item => item.Label).OfType<string>().Where(label => label.Length > 0).ToArray())
        .FirstOrDefault(labels => labels.Length > 0) ?? [];
}
