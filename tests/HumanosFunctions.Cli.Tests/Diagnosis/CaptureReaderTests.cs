using System.Text;
using System.Text.Json;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Deliveries;

namespace HumanosFunctions.Cli.Tests.Diagnosis;

/// <summary>A recorded request is read as it was sent, from each form that people have.</summary>
public sealed class CaptureReaderTests
{
    private const string Body = """{"iv":"AAAA","data":"BBBB","tag":"CCCC"}""";

    public static TheoryData<string> Forms => ["raw", "raw with line feeds", "curl -v", "curl --trace-ascii", "har", "har in base64"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Request_line_headers_and_body_are_read(string form)
    {
        CapturedRequest request = Assert.Single(CaptureReader.Read(Encoding.UTF8.GetBytes(Record(form))));

        Assert.Equal("POST", request.Method);
        Assert.EndsWith("/api/webhook", request.Target, StringComparison.Ordinal);
        Assert.Equal("1748779200000", request.One("X-Timestamp"));
        Assert.Equal("abc", request.One("x-signature"));
        Assert.Equal(Body, Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public void A_body_of_curls_trace_keeps_its_line_breaks()
    {
        CapturedRequest request = Assert.Single(CaptureReader.Read("=> Send header, 30 bytes (0x1e)\n0000: POST / HTTP/1.1\n0011: \n=> Send data, 5 bytes (0x5)\n0000: {\n0003: }\n"u8.ToArray()));

        Assert.Equal("{\r\n}", Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public void Every_byte_of_a_raw_body_is_kept()
    {
        byte[] body = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        CapturedRequest request = Assert.Single(CaptureReader.Read([.. "POST / HTTP/1.1\r\nHost: a\r\n\r\n"u8, .. body]));

        Assert.Equal(body, request.Body);
    }

    [Fact]
    public void A_header_that_is_there_twice_has_no_one_value()
    {
        CapturedRequest request = Assert.Single(CaptureReader.Read("POST / HTTP/1.1\r\nx-signature: a\r\nX-Signature: b\r\n\r\n"u8.ToArray()));

        Assert.Null(request.One("x-signature"));
        Assert.Equal(["a", "b"], request.All("x-signature"));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("   \n", "The file is empty.")]
    [InlineData("hello", "The file is not a recorded request")]
    [InlineData("{\"log\":1}", "The file is not a recorded request")]
    [InlineData("{\"iv\":", "The file is not a recorded request")]
    [InlineData("{\"log\":{\"entries\":[{}]}}", "The file is not a recorded request")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":1,\"url\":2,\"headers\":[]}}]}}", "The file is not a recorded request")]
    [InlineData("GET\r\n\r\n", "The file is not a recorded request")]
    public void What_is_no_recording_is_told_in_one_sentence(string file, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => CaptureReader.Read(Encoding.UTF8.GetBytes(file))).Message, StringComparison.Ordinal);

    private static string Record(string form) => form switch
    {
        "raw" => $"POST /api/webhook HTTP/1.1\r\nHost: example.com\r\nx-timestamp: 1748779200000\r\nX-Signature:  abc \r\n\r\n{Body}",
        "raw with line feeds" => $"POST /api/webhook HTTP/1.1\nx-timestamp: 1748779200000\nx-signature: abc\n\n{Body}",
        "curl -v" => $"*   Trying 127.0.0.1:7071...\n> POST /api/webhook HTTP/1.1\n> Host: 127.0.0.1:7071\n> x-timestamp: 1748779200000\n> x-signature: abc\n> \n{Body}\n< HTTP/1.1 401 Unauthorized\n",
        "curl --trace-ascii" => $"== Info: Trying\n=> Send header, 90 bytes (0x5a)\n0000: POST /api/webhook HTTP/1.1\n001c: x-timestamp: 1748779200000\n0038: x-signature: abc\n004a: \n=> Send data, 40 bytes (0x28)\n0000: {Body[..20]}\n0014: {Body[20..]}\n<= Recv header, 27 bytes (0x1b)\n0000: HTTP/1.1 401 Unauthorized\n",
        "har" => Archive(new { mimeType = "application/json", text = Body }),
        _ => Archive(new { mimeType = "application/json", text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Body)), encoding = "base64" }),
    };

    private static string Archive(object data) => JsonSerializer.Serialize(new
    {
        log = new
        {
            entries = new[]
            {
                new
                {
                    startedDateTime = "2025-06-01T12:00:00.000Z",
                    request = new
                    {
                        method = "POST",
                        url = "https://example.com/api/webhook",
                        headers = new[] { new { name = "x-timestamp", value = "1748779200000" }, new { name = "x-signature", value = "abc" } },
                        postData = data,
                    },
                },
            },
        },
    });
}
