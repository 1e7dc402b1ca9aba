using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes what events of every type have.</summary>
internal static class EnvelopeWriter
{
    internal static void WriteFacts(Utf8JsonWriter writer, HumanosEvent humanosEvent)
    {
        writer.WriteText("eventType", humanosEvent.EventType);
        writer.WriteText("apiVersion", humanosEvent.ApiVersion);
        writer.WriteText("family", JsonNamingPolicy.CamelCase.ConvertName(humanosEvent.Family.ToString()));
        writer.WriteText("requestId", humanosEvent.RequestId);
        writer.WriteText("requestInternalId", humanosEvent.RequestInternalId);
        writer.WriteText("issuer", humanosEvent.Issuer);
        WriteUser(writer, humanosEvent.User);
        writer.WriteTime("time", humanosEvent.Time);
    }

    internal static void WriteRest(Utf8JsonWriter writer, HumanosEvent humanosEvent)
    {
        writer.WriteObjects("problems", humanosEvent.Problems, static (writer, problem) =>
        {
            writer.WriteText("path", problem.Path);
            writer.WriteText("reason", problem.Reason);
        });
        writer.WriteObjects("unknownMembers", humanosEvent.UnknownMembers, static (writer, member) =>
        {
            writer.WriteText("path", member.Path);
            writer.WritePropertyName("value");

            // Known to be well-formed, of any depth; what is no UTF-8 becomes U+FFFD.
            writer.WriteRawValue(Encoding.UTF8.GetString(member.Json.Span), skipInputValidation: true);
        });
    }

    private static void WriteUser(Utf8JsonWriter writer, HumanosUser? user)
    {
        if (user is not null)
        {
            writer.WriteStartObject("user");
            writer.WriteText("id", user.Id);
            writer.WriteText("contact", user.Contact);
            writer.WriteText("internalId", user.InternalId);
            writer.WriteText("name", user.Name);
            writer.WriteFlag("isProfessional", user.IsProfessional);
            writer.WriteEndObject();
        }
    }
}
