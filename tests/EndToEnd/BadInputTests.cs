using System.Text;
using EndToEnd.Deliveries;
using EndToEnd.Raw;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>What nobody should send, and somebody will.</summary>
public abstract class BadInputTests(ServedIngestor ingestor)
{
    private const int Limit = 1024 * 1024;

    private static readonly string Now = Sender.Milliseconds(DateTimeOffset.UtcNow);

    private byte[] Json => UniqueSample.Of("2026-05-17/credential").Json;

    public static TheoryData<string, Func<SealedDelivery, string[]>> BadHeaders => new()
    {
        { "no headers", _ => [] },
        { "no timestamp", good => [$"x-signature: {good.Signature}"] },
        { "no signature", good => [$"x-timestamp: {good.Timestamp}"] },
        { "empty ones", _ => ["x-timestamp:", "x-signature:"] },
        { "a repeated signature", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}", $"x-signature: {good.Signature}"] },
        { "a repeated timestamp", good => [$"x-timestamp: {good.Timestamp}", $"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}"] },
        { "a huge signature", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {new string('a', 20_000)}"] },
        { "a huge timestamp", good => [$"x-timestamp: {new string('1', 20_000)}", $"x-signature: {good.Signature}"] },
        { "a signature that is no hex", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {new string('g', 64)}"] },
        { "a short signature", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature[..62]}"] },
        { "letters beyond ASCII", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature[..63]}\u00c3\u00a9"] },
        { "another body's signature", good => [$"x-timestamp: {good.Timestamp}", $"x-signature: {new string('0', 64)}"] },
    };

    [Theory]
    [MemberData(nameof(BadHeaders), DisableDiscoveryEnumeration = true)]
    public async Task Bad_headers_are_401(string what, Func<SealedDelivery, string[]> headers)
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);

        int status = await Raw([.. headers(good), $"Content-Length: {good.Body.Length}"], good.Body);

        Assert.True(status == 401, $"{what} was answered {status}");
    }

    [Theory]
    [InlineData("-1780315200000")]
    [InlineData("+1780315200000")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData("9999999999999")]
    [InlineData("0000000000000")]
    [InlineData("1e12")]
    [InlineData("2026-06-01T20:15:00Z")]
    public async Task A_signed_timestamp_that_is_no_time_near_now_is_401(string timestamp) =>
        Assert.Equal(401, await StatusAsync(ingestor.Sender.Sign("{}"u8.ToArray(), timestamp)));

    [Fact]
    public async Task A_timestamp_in_seconds_is_accepted()
    {
        byte[] body = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow).Body;

        Assert.Equal(200, await StatusAsync(ingestor.Sender.Sign(body, DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString())));
    }

    [Theory]
    [InlineData(-24 * 60 + 4, 401)]
    [InlineData(-24 * 60 + 6, 200)]
    [InlineData(4, 200)]
    [InlineData(6, 401)]
    public async Task A_signed_time_is_accepted_for_a_day_that_begins_five_minutes_before_it(int minutes, int status) =>
        Assert.Equal(status, await StatusAsync(ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow.AddMinutes(minutes))));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"iv":"AAAA","data":"AAAA"}""")]
    [InlineData("""{"iv":7,"data":"AAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA=="}""")]
    [InlineData("""{"iv":"%%%%","data":"AAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA=="}""")]
    [InlineData("""{"iv":"","data":"AAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA=="}""")]
    [InlineData("""{"iv":"AAAA","data":"AAAA","tag":"AAAA"}""")]
    [InlineData("""{"iv":"AAAA","data":"AAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA=="} {}""")]
    [InlineData("""{"eventType":"test","requestId":"1"}""")]
    public async Task A_genuine_body_that_is_no_envelope_is_400(string body) =>
        Assert.Equal(400, await StatusAsync(ingestor.Sender.Sign(Encoding.UTF8.GetBytes(body), Now)));

    [Fact]
    public async Task Noise_nested_a_hundred_thousand_deep_is_400_and_no_crash()
    {
        string deep = $$"""{"noise":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";

        Assert.Equal(400, await StatusAsync(ingestor.Sender.Sign(Encoding.UTF8.GetBytes(deep), Now)));
    }

    [Fact]
    public async Task An_envelope_of_another_key_is_500_and_so_is_a_plaintext_that_is_no_object()
    {
        using Humanos.Webhooks.EncryptionKey other = Humanos.Webhooks.EncryptionKey.Derive(Sender.EncryptionSecret, "another salt", "tests");
        byte[] foreign = Humanos.Webhooks.EnvelopeEncryptor.Encrypt(Json, other);

        Assert.Equal(500, await StatusAsync(ingestor.Sender.Sign(foreign, Now)));
        Assert.Equal(500, await StatusAsync(ingestor.Sender.Seal("[1]"u8, DateTimeOffset.UtcNow)));
        Assert.Equal(500, await StatusAsync(ingestor.Sender.Seal("{\"a\":1} x"u8, DateTimeOffset.UtcNow)));
        Assert.Equal(500, await StatusAsync(ingestor.Sender.Seal(""u8, DateTimeOffset.UtcNow)));
    }

    [Theory]
    [InlineData("""{"eventType":"credential","eventType":"brand.new.event","requestId":"r"}""")]
    [InlineData("""{"requestId":7,"eventType":{"deep":[[[]]]},"api_version":"2099-01-01"}""")]
    [InlineData("""{"eventType":"\ud800","decisionDate":"31-12-1999"}""")]
    [InlineData("{}")]
    public async Task A_genuine_event_that_nobody_has_seen_before_is_accepted_and_published(string json)
    {
        byte[] unique = Encoding.UTF8.GetBytes(json.Insert(1, $"\"unique\":\"{Guid.NewGuid()}\"{(json == "{}" ? "" : ",")}"));

        string messageId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(unique, DateTimeOffset.UtcNow));

        Assert.Equal(unique, (await ingestor.Audit.WaitForAsync(messageId)).Body.ToArray());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(";;;///")]
    [InlineData("")]
    [InlineData(null)]
    public async Task The_content_type_decides_nothing(string? contentType)
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);
        string[] headers = [.. Signed(good), $"Content-Length: {good.Body.Length}"];

        Assert.Equal(200, await Raw(contentType is null ? headers : [.. headers, $"Content-Type: {contentType}"], good.Body));
    }

    [Theory]
    [InlineData("x-signature: \u00e9")]
    [InlineData("x-timestamp: \u00ff")]
    [InlineData("User-Agent: caf\u00e9")]
    [InlineData("X-Anything: \u00c3")]
    public async Task A_byte_that_is_not_UTF_8_in_any_header_is_400(string header)
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);

        Assert.Equal(400, await Raw([.. Signed(good), header, $"Content-Length: {good.Body.Length}"], good.Body));
    }

    [Fact]
    public async Task UTF_8_in_other_headers_hurts_nobody()
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);

        Assert.Equal(200, await Raw([.. Signed(good), "User-Agent: caf\u00c3\u00a9", $"Content-Length: {good.Body.Length}"], good.Body));
    }

    // The Functions host hands such a body over empty.
    [Fact]
    public async Task A_chunked_body_is_411_however_well_it_is_signed()
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);
        byte[] chunked = [.. Chunk(good.Body[..100]), .. Chunk(good.Body[100..]), .. "0\r\n\r\n"u8];

        Assert.Equal(411, await Raw([.. Signed(good), "Transfer-Encoding: chunked"], chunked));
    }

    [Fact]
    public async Task A_chunked_body_that_is_broken_is_411_or_400() =>
        Assert.Contains(await Raw(["Transfer-Encoding: chunked"], "zz\r\nab\r\n"u8.ToArray()), new[] { 411, 400 });

    [Fact]
    public async Task A_body_announced_over_the_limit_is_413_before_it_is_sent() =>
        Assert.Equal(413, await Raw([$"Content-Length: {Limit + 1}"], []));

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_411_before_it_ends() =>
        Assert.Equal(411, await Raw(["Transfer-Encoding: chunked"], Chunk(new byte[Limit + 1])));

    [Fact]
    public async Task A_body_of_just_the_limit_is_judged_by_its_signature() =>
        Assert.Equal(401, await Raw([$"Content-Length: {Limit}"], new byte[Limit]));

    [Fact]
    public async Task A_body_that_breaks_off_is_400_or_no_answer_and_the_next_is_accepted()
    {
        SealedDelivery good = ingestor.Sender.Seal(Json, DateTimeOffset.UtcNow);

        int status = await Raw([.. Signed(good), $"Content-Length: {good.Body.Length}"], good.Body[..50], closeSending: true);

        Assert.Contains(status, new[] { 0, 400 });
        Assert.Equal(200, await StatusAsync(good));
    }

    [Fact]
    public async Task A_refusal_is_problem_json_and_never_says_which_check_failed()
    {
        using HttpResponseMessage noSignature = await ingestor.Http.PostAsync(ingestor.Webhook, new ByteArrayContent([]));
        using HttpResponseMessage wrongSignature = await ingestor.Http.PostAsync(ingestor.Webhook, new SealedDelivery(Now, new string('0', 64), [1]));

        Assert.Equal("application/problem+json", noSignature.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await noSignature.Content.ReadAsStringAsync(), await wrongSignature.Content.ReadAsStringAsync());
    }

    private static string[] Signed(SealedDelivery delivery) => [$"x-timestamp: {delivery.Timestamp}", $"x-signature: {delivery.Signature}"];

    private static byte[] Chunk(byte[] bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    private Task<int> Raw(IEnumerable<string> headers, byte[] body, bool closeSending = false) =>
        new RawRequest(ingestor.Webhook).SendAsync(headers, body, closeSending);

    private async Task<int> StatusAsync(SealedDelivery delivery)
    {
        using HttpResponseMessage response = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
        return (int)response.StatusCode;
    }
}

[Collection(ServedCollection.Name)]
public sealed class InProcessBadInputTests(ServedIngestor ingestor) : BadInputTests(ingestor);

[Collection(ServedWorkerCollection.Name)]
public sealed class WorkerBadInputTests(ServedWorker ingestor) : BadInputTests(ingestor);
