using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Humanos.Webhooks;
using Testing;

namespace Benchmarks.Comparison.Load;

/// <summary>Creates complete HTTP requests before the measurement. Every event is different, and each is sent once, unless it is signed again.</summary>
internal sealed class Corpus(string sample, int plaintextBytes) : IDisposable
{
    private const string RequestIdMark = "REQUEST-ID-OF-32-CHARACTERS-HERE";

    private readonly Sender _sender = new();
    private readonly byte[] _plaintext = Fill(sample, plaintextBytes);

    public IReadOnlyList<byte[]> Make(int count, Uri target) => Make(count, target, delivery => delivery);

    /// <summary>Signs requests again at the present time, so that they can be sent again. They stay in their arrays.</summary>
    public void SignAgain(IReadOnlyList<byte[]> requests)
    {
        string timestamp = Sender.Milliseconds(TimeProvider.System.GetUtcNow());
        foreach (byte[] request in requests)
        {
            string signature = DeliverySigner.Sign(timestamp, request.AsSpan(request.AsSpan().IndexOf("\r\n\r\n"u8) + 4), _sender.SignatureKey);
            Write("x-timestamp: "u8, timestamp, request);
            Write("x-signature: "u8, signature, request);
        }
    }

    /// <summary>Creates requests with a well-formed but invalid signature.</summary>
    public IReadOnlyList<byte[]> MakeForged(int count, Uri target) => Make(count, target, delivery => delivery with { Signature = new string('a', 64) });

    public void Dispose() => _sender.Dispose();

    private byte[][] Make(int count, Uri target, Func<SealedDelivery, SealedDelivery> change)
    {
        byte[][] requests = new byte[count][];
        Parallel.For(0, count, number => requests[number] = Request(change(_sender.Seal(Event(), TimeProvider.System.GetUtcNow())), target));
        return requests;
    }

    // The value of a header, which has the same length as the present one.
    private static void Write(ReadOnlySpan<byte> header, string value, byte[] request) =>
        Encoding.ASCII.GetBytes(value, request.AsSpan(request.AsSpan().IndexOf(header) + header.Length));

    private byte[] Event()
    {
        byte[] json = [.. _plaintext];
        Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"), json.AsSpan(json.AsSpan().IndexOf(Encoding.ASCII.GetBytes(RequestIdMark))));
        return json;
    }

    // Large events contain long texts, such as photos and documents.
    private static byte[] Fill(string sample, int length)
    {
        JsonObject payload = JsonNode.Parse(Samples.Read(sample))!.AsObject();
        payload["requestId"] = RequestIdMark;
        int missing = length - payload.ToJsonString().Length;
        payload["more"] = new string('A', Math.Max(0, missing));
        return Encoding.UTF8.GetBytes(payload.ToJsonString());
    }

    private static byte[] Request(SealedDelivery delivery, Uri target) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            POST {target.AbsolutePath} HTTP/1.1
            Host: {target.Authority}
            Content-Type: application/json
            x-timestamp: {delivery.Timestamp}
            x-signature: {delivery.Signature}
            Content-Length: {delivery.Body.Length}


            """).ReplaceLineEndings("\r\n")),
        .. delivery.Body,
    ];
}
