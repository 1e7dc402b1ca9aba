using System.Text.Json;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>The stored state of one request as JSON, the same from every store.</summary>
public static class RequestDocument
{
    public static void Write(Utf8JsonWriter json, string requestId, IReadOnlyList<StateRow> rows)
    {
        json.WriteString("requestId", requestId);
        WriteCredentials(json, rows);
        WriteRows(json, "identities", Of(rows, RowKinds.Identity));
        WriteRows(json, "otpFailures", Of(rows, RowKinds.OtpFailure));
        WriteResends(json, [.. Of(rows, RowKinds.Resend)]);
        WriteRows(json, "events", Of(rows, RowKinds.Event));
    }

    // Shown only where resending is or was on.
    private static void WriteResends(Utf8JsonWriter json, StateRow[] resends)
    {
        if (resends.Length > 0)
        {
            WriteRows(json, "otpResends", resends);
        }
    }

    private static void WriteCredentials(Utf8JsonWriter json, IReadOnlyList<StateRow> rows)
    {
        ILookup<string, StateRow> decisions = Of(rows, RowKinds.Decision).ToLookup(row => StateKey.CredentialOf(row.Key));
        json.WriteStartArray("credentials");
        foreach (StateRow credential in Of(rows, RowKinds.Credential))
        {
            json.WriteStartObject();
            WriteMembers(json, credential);
            WriteRows(json, "decisions", decisions[credential.Key]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
        json.WriteString("eventId", row.EventId);
        json.WriteString("occurredAt", Rfc3339.Format(row.OccurredAt));
        using JsonDocument content = JsonDocument.Parse(row.Content);
        foreach (JsonProperty member in content.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    private static IEnumerable<StateRow> Of(IReadOnlyList<StateRow> rows, string kind) => rows.Where(row => row.Kind == kind);
}
