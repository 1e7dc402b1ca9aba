using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Processing.State;

/// <summary>The id under which a request is stored and read: the id in the payload, in any form.</summary>
internal static class RequestKey
{
    // Escaped for a URL it can be three times as long, and hosts accept URLs of 8 KiB.
    private const int MaxBytes = 1024;
    private const int Beginning = 128;

    /// <summary>Returns the id in the payload, or the given replacement if there is none.</summary>
    public static string Of(HumanosEvent humanosEvent, string otherwise) => humanosEvent.OpaqueRequestId is { } id ? Of(id) : otherwise;

    /// <summary>Returns the id of a message's request. The payload is read only if no property of the message contains the id.</summary>
    /// <param name="property">The request id in the properties of the message, or null.</param>
    /// <param name="eventId">The id of the event, which stands for the request if there is none.</param>
    /// <param name="payload">Reads the payload, or returns null if it is not available.</param>
    public static string Of(string? property, string eventId, Func<ReadOnlyMemory<byte>?> payload) =>
        property is not null ? Of(property)
        : payload() is { } json && HumanosEvent.Parse(json) is EventParsing.Parsed { Event: HumanosEvent parsed } ? Of(parsed, eventId)
        : eventId;

    /// <summary>Returns the id, or a shortened form with length and hash if it is too long for a URL and a key.</summary>
    public static string Of(string id) => Encoding.UTF8.GetByteCount(id) <= MaxBytes
        ? id
        : string.Create(CultureInfo.InvariantCulture, $"{TruncatedText.Beginning(id, Beginning)}~{id.Length}~sha256:{TruncatedText.Hash(id)}");
}

/// <summary>Shortens a text that is too long.</summary>
internal static class TruncatedText
{
    /// <summary>Returns the first characters without splitting a surrogate pair.</summary>
    public static string Beginning(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Returns the SHA-256 of the UTF-8 text in lower-case hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
