using System.Text.Json;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>Writes the stored state of a request as JSON, the same for every store.</summary>
internal static class RequestDocument
{
    public static void Write(Utf8JsonWriter json, string requestId, IReadOnlyList<StateRow> rows)
    {
        json.WriteString("requestId", requestId);
        WriteCredentials(json, rows);
        WriteRows(json, "identities", Of(rows, RowKinds.Identity));
        WriteRows(json, "otpFailures", Of(rows, RowKinds.OtpFailure));
        WriteAnyRows(json, "otpResends", Of(rows, RowKinds.Resend));
        WriteRows(json, "events", Of(rows, RowKinds.Event));
        WriteAnyRows(json, "notUnderstood", Of(rows, RowKinds.NotUnderstood));
    }

    private static void WriteAnyRows(Utf8JsonWriter json, string name, IEnumerable<StateRow> rows)
    {
        if (rows.Any())
        {
            WriteRows(json, name, rows);
        }
    }

    private static void WriteCredentials(Utf8JsonWriter json, IReadOnlyList<StateRow> rows)
    {
        json.WriteStartArray("credentials");
        foreach (CredentialStates credential in CredentialStates.Of(rows))
        {
            json.WriteStartObject();
            WriteEvent(json, credential.Order.Row);
            WriteText(json, "id", credential.MembersWith);
            WriteText(json, "internalId", credential.MembersWith);
            WriteText(json, "name", credential.MembersWith);
            WriteText(json, "kind", credential.MembersWith);
            WriteText(json, "status", credential.MembersWith);
            json.WriteBoolean("isActiveMandate", credential.IsActiveMandate);
            WriteDecisions(json, credential.Grantors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDecisions(Utf8JsonWriter json, IReadOnlyList<GrantorState> grantors)
    {
        json.WriteStartArray("decisions");
        foreach (GrantorState grantor in grantors)
        {
            json.WriteStartObject();
            WriteEvent(json, grantor.Newest.Row);
            WriteText(json, "user", grantor.MembersWith);
            WriteText(json, "action", grantor.MembersWith);
            WriteText(json, "decidedAt", grantor.MembersWith);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A text that was truncated for storage has its length and hash in additional members.
    private static void WriteText(Utf8JsonWriter json, string name, Func<string, JsonElement?> membersWith)
    {
        if (membersWith(name) is not { } members)
        {
            return;
        }

        foreach (string part in (string[])[name, $"{name}Length", $"{name}Sha256"])
        {
            if (members.TryGetProperty(part, out JsonElement value))
            {
                json.WritePropertyName(part);
                value.WriteTo(json);
            }
        }
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IEnumerable<StateRow> rows)
    {
        json.WriteStartArray(name);
        foreach (StateRow row in rows)
        {
            json.WriteStartObject();
            WriteMembers(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, StateRow row)
    {
        WriteEvent(json, row);
        using JsonDocument content = JsonDocument.Parse(row.Content);
        foreach (JsonProperty member in content.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    private static void WriteEvent(Utf8JsonWriter json, StateRow row)
    {
        json.WriteString("eventId", row.EventId);
        json.WriteString("occurredAt", Rfc3339.Format(row.OccurredAt));
    }

    private static IEnumerable<StateRow> Of(IReadOnlyList<StateRow> rows, string kind) => rows.Where(row => row.Kind == kind);
}
