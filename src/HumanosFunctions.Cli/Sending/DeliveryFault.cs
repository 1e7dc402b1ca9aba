using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Cli.Sending;

/// <summary>Something that goes wrong with real deliveries, to be tried on purpose.</summary>
/// <param name="Name">As <c>send --fault</c> takes it.</param>
/// <param name="Text">What is wrong with the delivery.</param>
/// <param name="Status">How the ingestor answers.</param>
internal sealed record DeliveryFault(string Name, string Text, int Status, Action<OutgoingDelivery> Apply)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<DeliveryFault> All { get; } =
    [
        new("wrong-secret", "signed with another signature secret", 401, delivery => delivery.Secrets = delivery.Secrets with { Signature = Random() }),
        new("wrong-organisation", "signed and encrypted with the secrets of another organization", 401, delivery => delivery.Secrets = new(Random(), Random(), Random())),
        new("secret-newline", "signed with the signature secret and a line feed behind it", 401, delivery => delivery.Secrets = delivery.Secrets with { Signature = delivery.Secrets.Signature + "\n" }),
        new("swapped-secrets", "signature secret and encryption secret swapped", 401, delivery => delivery.Secrets = delivery.Secrets with { Signature = delivery.Secrets.Encryption, Encryption = delivery.Secrets.Signature }),
        new("base64-signature", "signature in base64 instead of hex", 401, delivery => delivery.Signature = Convert.ToBase64String),
        new("object-signed", "the text [object Object] signed instead of the body", 401, delivery => delivery.SignedText = (timestamp, _) => Encoding.UTF8.GetBytes(timestamp + ".[object Object]")),
        new("body-signed", "timestamp missing from the signed text", 401, delivery => delivery.SignedText = (_, body) => body),
        new("seconds-signed", "seconds signed, and milliseconds sent", 401, delivery => delivery.SignedText = (timestamp, body) => [.. Encoding.UTF8.GetBytes(timestamp[..10]), (byte)'.', .. body]),
        new("reformatted", "body indented after it was signed", 401, delivery => delivery.OnTheWay = body => JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(body), Indented)),
        new("reordered", "members of the body sorted after it was signed", 401, delivery => delivery.OnTheWay = Sorted),
        new("newline-added", "line feed added to the body after it was signed", 401, delivery => delivery.OnTheWay = body => [.. body, (byte)'\n']),
        new("clock-behind", "signed two days ago", 401, delivery => delivery.SignedAt -= TimeSpan.FromDays(2)),
        new("clock-ahead", "signed an hour ahead", 401, delivery => delivery.SignedAt += TimeSpan.FromHours(1)),
        new("no-signature", "signature header missing", 401, delivery => delivery.Signature = _ => null),
        new("no-timestamp", "timestamp header missing", 401, delivery => delivery.Timestamp = _ => null),
        new("plain", "signed, but not encrypted", 400, delivery => delivery.Encrypt = plain => plain.Payload),
        new("chunked", "body sent in chunks", 411, delivery => delivery.IsChunked = true),
        new("wrong-key", "encrypted with another secret", 500, delivery => delivery.Secrets = delivery.Secrets with { Encryption = Random() }),
        new("swapped-salt", "encryption secret and salt swapped", 500, delivery => delivery.Secrets = delivery.Secrets with { Encryption = delivery.Secrets.Salt, Salt = delivery.Secrets.Encryption }),
        new("secret-as-text", "encryption secret used as text, not decoded from base64", 500, delivery => delivery.Secrets = delivery.Secrets with { Encryption = Convert.ToBase64String(Encoding.UTF8.GetBytes(delivery.Secrets.Encryption)) }),
        new("not-json", "encrypted text that is no JSON object", 500, delivery => delivery.Payload = "[]"u8.ToArray()),
        new("iv-16", "IV of 16 bytes, which is accepted", 200, delivery => delivery.IvLength = 16),
        new("base64-url", "envelope in URL-safe base64 without padding, which is accepted", 200, delivery => delivery.Encrypt = UrlSafe(delivery.Encrypt)),
    ];

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static byte[] Sorted(byte[] body) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject(JsonNode.Parse(body)!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
        Compact);

    private static Func<OutgoingDelivery, byte[]> UrlSafe(Func<OutgoingDelivery, byte[]> encrypt) =>
        delivery => [.. encrypt(delivery).Where(letter => letter != '=').Select(letter => letter switch { (byte)'+' => (byte)'-', (byte)'/' => (byte)'_', _ => letter })];
}
