using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes the members that all event types have.</summary>
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
        writer.WriteObject("user", humanosEvent.User, WriteUser);
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

            // The value is well-formed and of any depth, so it is not validated again. Invalid UTF-8 becomes U+FFFD.
            writer.WriteRawValue(Encoding.UTF8.GetString(member.Json.Span), skipInputValidation: true);
        });
    }

    private static void WriteUser(Utf8JsonWriter writer, HumanosUser user)
    {
        writer.WriteText("id", user.Id);
        writer.WriteText("contact", user.Contact);
        writer.WriteText("internalId", user.InternalId);
        writer.WriteText("name", user.Name);
        writer.WriteFlag("isProfessional", user.IsProfessional);
    }
}

/// <summary>
/// Writes events as JSON that is the same for every payload version: the model's properties in camel case and in a fixed order,
/// starting with <c>kind</c>. Null values and empty lists are omitted, except <c>credentials</c>. Times and dates are objects with
/// <c>value</c> (if valid; times in UTC) and <c>text</c> (as sent). The raw JSON is not included, but unknown members are.
/// </summary>
public static class NormalisedEvent
{
    /// <summary>Writes one object. Never throws because of the content of the event.</summary>
    /// <param name="writer">A writer at a position where a value is allowed.</param>
    /// <param name="humanosEvent">The event.</param>
    public static void Write(Utf8JsonWriter writer, HumanosEvent humanosEvent)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(humanosEvent);
        writer.WriteStartObject();
        writer.WriteText("kind", Kind(humanosEvent));
        EnvelopeWriter.WriteFacts(writer, humanosEvent);
        WriteBody(writer, humanosEvent);
        EnvelopeWriter.WriteRest(writer, humanosEvent);
        writer.WriteEndObject();
    }

    private static string Kind(HumanosEvent humanosEvent) => humanosEvent switch
    {
        CredentialEvent => EventTypes.Credential,
        IdentityEvent => EventTypes.Identity,
        OtpFailedEvent => EventTypes.OtpFailed,
        TestEvent => EventTypes.Test,
        _ => "unknown",
    };

    private static void WriteBody(Utf8JsonWriter writer, HumanosEvent humanosEvent)
    {
        switch (humanosEvent)
        {
            case CredentialEvent credential:
                CredentialWriter.Write(writer, credential);
                break;
            case IdentityEvent identity:
                IdentityWriter.Write(writer, identity);
                break;
            case OtpFailedEvent otp:
                writer.WriteText("errorCode", otp.ErrorCode?.Text);
                writer.WriteText("errorMessage", otp.ErrorMessage);
                writer.WriteText("resendEndpoint", otp.ResendEndpoint);
                break;
            case TestEvent test:
                writer.WriteText("message", test.Message);
                break;
        }
    }
}
