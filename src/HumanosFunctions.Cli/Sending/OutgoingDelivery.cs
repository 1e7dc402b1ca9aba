using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Humanos.Webhooks;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Sending;

/// <summary>The three texts that deliveries are signed and encrypted with.</summary>
internal sealed record SendingSecrets(string Signature, string Encryption, string Salt)
{
    private static readonly string[] Keys = ["SignatureSecret", "EncryptionSecret", "EncryptionSalt"];

    /// <summary>The secrets of the settings, or null if one is missing.</summary>
    public static SendingSecrets? Read(IConfiguration settings) =>
        FirstMissing(settings) is null ? new SendingSecrets(settings[$"Humanos:{Keys[0]}"]!, settings[$"Humanos:{Keys[1]}"]!, settings[$"Humanos:{Keys[2]}"]!) : null;

    public static string? FirstMissing(IConfiguration settings) => Keys.FirstOrDefault(key => settings[$"Humanos:{key}"] is not { Length: > 0 });

    // A record would print them.
    public override string ToString() => nameof(SendingSecrets);
}

/// <summary>A delivery as it goes out. The faults change what it is made of, in the order in which it is made.</summary>
internal sealed class OutgoingDelivery
{
    /// <summary>JSON as Node's <c>JSON.stringify</c> writes it: nothing escaped that need not be.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Generation = "sender";

    public required byte[] Payload { get; set; }

    public required SendingSecrets Secrets { get; set; }

    public required DateTimeOffset SignedAt { get; set; }

    public int IvLength { get; set; } = 12;

    /// <summary>From payload to body; the envelope unless a fault replaces it.</summary>
    public Func<OutgoingDelivery, byte[]> Encrypt { get; set; } = Envelope;

    /// <summary>The text whose bytes are signed, from timestamp and body.</summary>
    public Func<string, byte[], byte[]> SignedText { get; set; } = (timestamp, body) => [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body];

    /// <summary>How the signature is written into its header; null leaves the header out.</summary>
    public Func<byte[], string?> Signature { get; set; } = Convert.ToHexStringLower;

    /// <summary>How the time is written into its header; null leaves the header out.</summary>
    public Func<DateTimeOffset, string?> Timestamp { get; set; } = Milliseconds;

    /// <summary>What happens to the body on the way, after it was signed.</summary>
    public Func<byte[], byte[]> OnTheWay { get; set; } = body => body;

    public bool IsChunked { get; set; }

    public HttpRequestMessage Build(Uri url)
    {
        byte[] body = Encrypt(this);
        string? header = Timestamp(SignedAt);
        byte[] signed = SignedText(header ?? Milliseconds(SignedAt), body);
        string? signature = Signature(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secrets.Signature), signed));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(OnTheWay(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = IsChunked ? true : null;
        Add(request, ReceivedDelivery.TimestampHeader, header);
        Add(request, ReceivedDelivery.SignatureHeader, signature);
        return request;
    }

    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static byte[] Envelope(OutgoingDelivery delivery)
    {
        using EncryptionKey key = EncryptionKey.Derive(delivery.Secrets.Encryption, delivery.Secrets.Salt, Generation);
        return EnvelopeEncryptor.Encrypt(delivery.Payload, key, delivery.IvLength);
    }
}
