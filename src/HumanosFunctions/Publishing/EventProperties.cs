using System.Globalization;
using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Publishing;

/// <summary>Names of the application properties of a message: CloudEvents 1.0 in binary mode, and the app's own.</summary>
public static class EventProperties
{
    public const string SpecVersion = "cloudEvents_specversion";
    public const string Id = "cloudEvents_id";
    public const string Source = "cloudEvents_source";
    public const string Type = "cloudEvents_type";
    public const string Time = "cloudEvents_time";
    public const string Subject = "cloudEvents_subject";
    public const string ApiVersion = "humanos_api_version";
    public const string EventType = "humanos_event_type";
    public const string ReceivedAt = "humanos_received_at";
    public const string Resource = "humanos_resource";

    /// <summary>The signed time of the delivery that was published.</summary>
    public const string SignedAt = "humanos_signed_at";

    /// <summary>On a retry copy: the message id that the event was published with.</summary>
    public const string OriginalId = "humanos_original_id";

    /// <summary>On a large event: the blob that holds its JSON, with length and hash.</summary>
    public const string ClaimCheckBlob = ClaimCheck.BlobProperty;
    public const string ClaimCheckLength = ClaimCheck.LengthProperty;
    public const string ClaimCheckSha256 = ClaimCheck.Sha256Property;
}

/// <summary>Validates untrusted text for a message property: short, valid Unicode, and without characters that affect how it is displayed.</summary>
internal static class PropertyText
{
    private const int MaxLength = 256;

    /// <summary>Returns the text, or null if it is not allowed.</summary>
    public static string? Of(string? text) =>
        text is { Length: <= MaxLength } && !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().All(IsAllowed) ? text : null;

    // Unpaired surrogates and invalid UTF-8 are decoded as the replacement character.
    private static bool IsAllowed(Rune rune) => rune != Rune.ReplacementChar && !Rune.IsControl(rune) && !IsDirection(rune.Value);

    private static bool IsDirection(int character) =>
        character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}

/// <summary>Formats times as UTC text. Clients in different languages read the AMQP timestamp type differently.</summary>
public static class Rfc3339
{
    // The round-trip format is several times as fast as a custom one, and has seven digits in any case.
    public static string Format(DateTimeOffset time)
    {
        Span<char> text = stackalloc char["yyyy-MM-ddTHH:mm:ss.fffffffZ".Length];
        _ = time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        return string.Concat(text[..^1].TrimEnd('0').TrimEnd('.'), "Z");
    }
}
