using System.Text.Json;
using Humanos.Webhooks;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>
/// Writes the fields of a consent record of ISO/IEC TS 27560 that the events hold, one record for each credential and person. A field that no
/// event holds is null, and is named in <c>absent</c>: nothing is assumed.
/// </summary>
internal static class ConsentRecord
{
    public static void Write(Utf8JsonWriter json, string requestId, IReadOnlyList<EvidenceDecision> decisions)
    {
        json.WriteString("standard", "ISO/IEC TS 27560:2023");
        json.WriteString("note", "Only what the events hold. A field that is null is not held, and the list 'absent' names it.");
        json.WriteStartArray("records");
        foreach (IGrouping<(string, string), EvidenceDecision> record in decisions
            .Where(decision => decision.Credential is not null)
            .GroupBy(decision => (decision.Credential!.Id ?? decision.Credential.ResourceId ?? decision.Event.Header.EventId, decision.Event.Parsed?.User?.Id ?? "")))
        {
            json.WriteStartObject();
            new Fields(json).Write(requestId, [.. record]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed class Fields(Utf8JsonWriter json)
    {
        private readonly List<string> _absent = [];
        private string _section = "";

        public void Write(string requestId, IReadOnlyList<EvidenceDecision> decisions)
        {
            EvidenceDecision[] newest = [.. decisions.Reverse()];
            string? Newest(Func<CredentialDecision, string?> read) => newest.Select(decision => read(decision.Credential!)).FirstOrDefault(text => !string.IsNullOrEmpty(text));
            HumanosUser? person = newest.Select(decision => decision.Event.Parsed?.User).FirstOrDefault(user => user is not null);

            Section("record_header", () =>
            {
                Field("record_id", Newest(credential => credential.Id));
                Field("schema_version", null);
                Field("pii_principal_id", person?.Id);
                Field("request_id", requestId);
                Field("title", Newest(credential => credential.Name));
            });
            Section("pii_processing", () =>
            {
                Field("privacy_notice", Newest(credential => credential.Link) ?? Newest(credential => credential.Text));
                Field("language", null);
                Field("purpose", Newest(credential => credential.Text) ?? Newest(credential => credential.Description));
                Field("purpose_type", null);
                Field("lawful_basis", null);
                Field("pii_information", Newest(credential => string.Join(", ", credential.Data.Select(item => item.Label).OfType<string>())));
                Field("scope", Newest(credential => credential.W3c?.Mandate?.Scope));
                Field("is_required", Newest(credential => credential.Required switch { null => null, true => "true", false => "false" }));
                Field("pii_controllers", newest.Select(decision => decision.Event.Parsed?.Issuer).FirstOrDefault(issuer => issuer is not null));
                foreach (string unknown in (string[])
                    [
                        "collection_method", "processing_method", "storage_locations", "retention_period", "processing_locations", "geographic_restrictions",
                        "services", "jurisdiction", "third_parties", "withdrawal_method", "privacy_rights", "codes_of_conduct", "impact_assessment", "authority_party",
                    ])
                {
                    Field(unknown, null);
                }
            });
            Section("party_identification", () =>
            {
                Field("pii_principal_contact", person?.Contact);
                Field("pii_principal_internal_id", person?.InternalId);
                Field("pii_principal_name", person?.Name);
                Field("pii_controller_id", newest.Select(decision => decision.Event.Parsed?.Issuer).FirstOrDefault(issuer => issuer is not null));
                Field("pii_controller_name", Newest(credential => credential.W3c?.IssuerName));
                Field("pii_controller_address", null);
                Field("pii_controller_contact", null);
            });
            WriteEvents(decisions);
            json.WriteStartArray("absent");
            foreach (string field in _absent.Distinct())
            {
                json.WriteStringValue(field);
            }

            json.WriteEndArray();
        }

        private void WriteEvents(IReadOnlyList<EvidenceDecision> decisions)
        {
            json.WriteStartArray("events");
            _section = "events";
            foreach (EvidenceDecision decision in decisions)
            {
                json.WriteStartObject();
                Field("event_time", decision.Credential!.DecidedAt?.Text);
                Field("event_type", null);
                Field("credential_kind", decision.Credential.Kind?.Text);
                Field("event_state", decision.Credential.Action?.Text);
                Field("credential_status", decision.Credential.Status?.Text);
                Field("validity_from", decision.Credential.W3c?.ValidFrom?.Text);
                Field("validity_until", decision.Credential.W3c?.ValidUntil?.Text);
                Field("entity_id", decision.Event.Parsed?.User?.Id);
                Field("event_id", decision.Event.Header.EventId);
                Field("event_sha256", decision.Event.Header.BodySha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        private void Section(string name, Action fields)
        {
            _section = name;
            json.WriteStartObject(name);
            fields();
            json.WriteEndObject();
        }

        private void Field(string name, string? value)
        {
            json.WriteString(name, string.IsNullOrEmpty(value) ? null : value);
            if (string.IsNullOrEmpty(value))
            {
                _absent.Add($"{_section}.{name}");
            }
        }
    }
}
