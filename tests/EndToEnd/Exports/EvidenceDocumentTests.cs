using System.Text.RegularExpressions;

namespace EndToEnd.Exports;

/// <summary>The commands of docs/evidence.md do what the page says.</summary>
public sealed partial class EvidenceDocumentTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.Path("docs", "evidence.md"));

    [Fact]
    public async Task Every_command_of_the_page_succeeds_in_its_order_and_every_file_is_described()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        await ingestor.DeliverAsync(Samples.Read("2026-05-17/credential"));
        string request = System.Text.Json.JsonElement.Parse(Samples.Read("2026-05-17/credential")).GetProperty("requestId").GetString()!;
        await Eventually.IsTrueAsync(
            async () =>
            {
                using HttpResponseMessage stored = await ingestor.Ingestor.Http.GetAsync(new Uri(ingestor.Ingestor.Api, $"requests/{request}"));
                return stored.IsSuccessStatusCode;
            },
            "the event has its effect");

        string[] commands = [.. Command().Matches(Page).Select(line => line.Groups[1].Value)];
        Assert.Equal(5, commands.Length);
        foreach (string command in commands)
        {
            string[] arguments = [.. command.Split(' ').Select(word => word == "REQUEST" ? request : word is "evidence" or "evidence.zip" or "all" ? ingestor.Target(word) : word)];
            await (command.Contains("--verify", StringComparison.Ordinal)
                ? ingestor.RunAsync(0, arguments)
                : ingestor.RunAsync(0, [.. arguments, "--data", ingestor.Ingestor.Data.FullName]));
        }

        string[] described = [.. Row().Matches(Page).Select(row => row.Groups[1].Value)];
        IEnumerable<string> written = Directory.EnumerateFiles(ingestor.Target(), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ingestor.Target(), file).Replace('\\', '/'))
            .Select(file => InRequest().Replace(file, "requests/…/"))
            .Select(file => file.StartsWith("requests/…/events/", StringComparison.Ordinal) ? "requests/…/events/EVENT.json" : file)
            .Select(file => file.StartsWith("requests/…/credentials/", StringComparison.Ordinal) ? "requests/…/credentials/…" : file);
        Assert.Equal(written.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^dotnet run\.cs (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\| `((?:requests/|evidence\.html|manifest\.json|SHA256SUMS)[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^requests/[^/]+/")]
    private static partial Regex InRequest();
}
