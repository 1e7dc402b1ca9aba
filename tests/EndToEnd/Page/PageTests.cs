using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using EndToEnd.Serving;

namespace EndToEnd.Page;

/// <summary>The page at the root of the development host, in a real browser.</summary>
public sealed partial class PageTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private static readonly string Scripts = RepositoryFiles.Path("tests", "EndToEnd", "Page", "js");

    public static TheoryData<string> Checks => [.. Check().Matches(File.ReadAllText(Path.Combine(Scripts, "page.mjs"))).Select(check => check.Groups[1].Value)];

    [BrowserTheory]
    [MemberData(nameof(Checks))]
    public async Task It_is_so_that(string check)
    {
        await Node.InstallAsync(Scripts);
        if (check.StartsWith("a dead letter", StringComparison.Ordinal))
        {
            await MakeDeadLetterAsync();
        }

        await Node.RunScriptAsync(
            Path.Combine(Scripts, "page.mjs"), [check, new Uri(ingestor.Webhook, "/").AbsoluteUri.TrimEnd('/')], environment: [KeyValuePair.Create("HUMANOS_TEST_CHROMIUM", Chromium.Path!)]);
    }

    [Fact]
    public async Task An_open_page_does_not_hold_up_a_stop()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-page-");
        await using LocalProcess process = LocalProcess.Start(["--port", "0", "--amqp-port", "0", "--data", data.FullName]);
        string url = (await process.WaitForLineAsync(Ready())).Groups["url"].Value;
        using HttpClient http = PlainHttp.Client();
        using HttpResponseMessage stream = await http.GetAsync(new Uri($"{url}/local/stream"), HttpCompletionOption.ResponseHeadersRead);
        await using Stream events = await stream.Content.ReadAsStreamAsync();

        Task<int> stopped = process.StopAsync();
        await events.CopyToAsync(Stream.Null);

        Assert.Equal(0, await stopped);
        data.Delete(recursive: true);
    }

    private async Task MakeDeadLetterAsync()
    {
        await using ServiceBusSender topic = ingestor.ServiceBus.CreateSender("humanos-events");
        await topic.SendMessageAsync(new ServiceBusMessage("no event") { Subject = "credential", ContentType = "text/plain", MessageId = Guid.NewGuid().ToString() });
        await using ServiceBusReceiver dead = ingestor.ServiceBus.CreateReceiver("humanos-events", "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await Eventually.IsTrueAsync(async () => await dead.PeekMessageAsync() is not null, "a dead letter in credential");
    }

    [GeneratedRegex(@"^ready (?<url>http://127\.0\.0\.1:\d+)/")]
    private static partial Regex Ready();

    [GeneratedRegex("^  async '(.+)'\\(\\)", RegexOptions.Multiline)]
    private static partial Regex Check();
}
