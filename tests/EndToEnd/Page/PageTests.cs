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

    private async Task MakeDeadLetterAsync()
    {
        await using ServiceBusSender topic = ingestor.ServiceBus.CreateSender("humanos-events");
        await topic.SendMessageAsync(new ServiceBusMessage("no event") { Subject = "credential", ContentType = "text/plain", MessageId = Guid.NewGuid().ToString() });
        await using ServiceBusReceiver dead = ingestor.ServiceBus.CreateReceiver("humanos-events", "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await Eventually.IsTrueAsync(async () => await dead.PeekMessageAsync() is not null, "a dead letter in credential");
    }

    [GeneratedRegex("^  async '(.+)'\\(\\)", RegexOptions.Multiline)]
    private static partial Regex Check();
}
