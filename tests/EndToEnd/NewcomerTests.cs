using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>What somebody types in the first minutes: from a delivery that is stored to the reason of one that is refused.</summary>
public sealed partial class NewcomerTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-newcomer-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_sample_is_stored_and_with_a_wrong_secret_the_diagnosis_names_it()
    {
        using var sender = new Sender();
        SealedDelivery delivery = sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
        string recording = Path.Combine(_data.FullName, "delivery.http");
        await File.WriteAllBytesAsync(recording, Raw(delivery));

        await using (LocalProcess first = Serve())
        {
            Uri webhook = await WebhookOfAsync(first);
            Assert.Contains(await RunAsync(0, ["send", "credential", "--url", webhook.AbsoluteUri]), line => line.EndsWith(" stored", StringComparison.Ordinal));
            Assert.Contains("Would be accepted.", await RunAsync(0, ["diagnose", recording]));
            Assert.Equal(0, await first.StopAsync());
        }

        var wrong = new Dictionary<string, string?> { ["Humanos__SignatureSecret"] = "an invented wrong secret" };
        await using LocalProcess second = Serve(wrong);
        using HttpClient http = PlainHttp.Client();
        using HttpResponseMessage refused = await http.SendAsync(Posting(await WebhookOfAsync(second), delivery));
        IReadOnlyCollection<string> diagnosis = await RunAsync(1, ["diagnose", recording], wrong);

        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Contains("Refused: SignatureMismatch (H401-7)", diagnosis);
        Assert.Contains(diagnosis, line => line.Contains("the configured signature secret is a different one", StringComparison.Ordinal));
        Assert.DoesNotContain(diagnosis, line => line.Contains("an invented wrong secret", StringComparison.Ordinal));
        await Eventually.IsTrueAsync(() => second.Lines.Any(line => line.Contains("(H401-7)", StringComparison.Ordinal)), "the log has the code");
    }

    [Fact]
    public async Task Every_fault_has_the_same_code_on_the_page_and_in_the_log_and_a_finding()
    {
        await using LocalProcess host = Serve();
        Uri webhook = await WebhookOfAsync(host);
        using HttpClient http = PlainHttp.Client();
        string[] faults = [.. (await ReadAsync(http, new Uri(webhook, "/local/samples"))).GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("name").GetString()!)];

        Assert.NotEmpty(faults);
        foreach (string fault in faults)
        {
            int before = host.Lines.Count;
            string sent = Assert.Single(await RunAsync(0, ["send", "2026-05-17/credential", "--fault", fault, "--url", webhook.AbsoluteUri]));
            JsonElement summary = (await ReadAsync(http, new Uri(webhook, "/local/deliveries?limit=1"))).GetProperty("deliveries")[0];
            JsonElement diagnosis = (await ReadAsync(http, new Uri(webhook, $"/local/deliveries/{summary.GetProperty("id")}"))).GetProperty("diagnosis");
            if (sent.Contains(": 200 ", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(diagnosis.ValueKind == JsonValueKind.Object, $"{fault}: {sent} has no diagnosis: {summary}");
            string code = diagnosis.GetProperty("code").GetString()!;
            await Eventually.IsTrueAsync(() => host.Lines.Skip(before).Any(line => line.Contains($"({code})", StringComparison.Ordinal)), $"the log has {code} for {fault}");
            Assert.Contains(diagnosis.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("state").GetString() == "problem");
        }
    }

    private static byte[] Raw(SealedDelivery delivery) =>
    [
        .. System.Text.Encoding.ASCII.GetBytes(
            $"POST /api/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nx-timestamp: {delivery.Timestamp}\r\nx-signature: {delivery.Signature}\r\nContent-Length: {delivery.Body.Length}\r\n\r\n"),
        .. delivery.Body,
    ];

    private static HttpRequestMessage Posting(Uri webhook, SealedDelivery delivery) => new(HttpMethod.Post, webhook)
    {
        Content = new ByteArrayContent(delivery.Body),
        Headers = { { "x-timestamp", delivery.Timestamp }, { "x-signature", delivery.Signature } },
    };

    private LocalProcess Serve(IReadOnlyDictionary<string, string?>? environment = null) =>
        LocalProcess.Start(["--port", "0", "--amqp-port", "0", "--data", _data.FullName], environment);

    private static async Task<Uri> WebhookOfAsync(LocalProcess host) => new((await host.WaitForLineAsync(Ready())).Groups["url"].Value);

    private static async Task<IReadOnlyCollection<string>> RunAsync(int exitCode, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using LocalProcess command = LocalProcess.Start(arguments, environment);
        int ended = await command.WaitForExitAsync();
        await Eventually.IsTrueAsync(() => command.Lines.Count > 0, "the command says something");
        Assert.True(ended == exitCode, $"{string.Join(' ', arguments)} ended with {ended}: {string.Join('\n', command.Lines)}");
        return command.Lines;
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, Uri address)
    {
        using JsonDocument document = JsonDocument.Parse(await http.GetStringAsync(address));
        return document.RootElement.Clone();
    }

    [GeneratedRegex("^ready (?<url>[^ ]+) ")]
    private static partial Regex Ready();
}
