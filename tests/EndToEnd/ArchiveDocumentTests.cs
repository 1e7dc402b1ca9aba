using System.Text.RegularExpressions;
using EndToEnd.Persons;

namespace EndToEnd;

/// <summary>The commands of docs/archive.md do what the page says.</summary>
public sealed partial class ArchiveDocumentTests
{
    private const string ShownId = "635fc99d";

    private static readonly string Page = File.ReadAllText(RepositoryFiles.Path("docs", "archive.md"));

    [Fact]
    public async Task Every_command_of_the_page_succeeds_in_its_order()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        string id = await ingestor.DeliverAsync(new PersonEvent("request-erika-1", "erika"));
        await ingestor.DeliverAsync(new PersonEvent("request-max-1", "max"));

        string[] commands = [.. Command().Matches(Page).Select(line => line.Groups[1].Value)];
        Assert.Equal(9, commands.Length);
        var printed = new Dictionary<string, string>();
        foreach (string command in commands)
        {
            printed[command] = string.Join('\n', await ingestor.RunAsync(0, [.. command.Split(' ').Select(word => word == ShownId ? id[..ShownId.Length] : word)]));
        }

        Assert.Contains(id, printed["events list --from 12h"], StringComparison.Ordinal);
        Assert.Contains(id, printed[$"events show {ShownId}"], StringComparison.Ordinal);
        Assert.Contains("2 would be sent", printed["events replay credential --from 2026-06-01 --dry-run"], StringComparison.Ordinal);
        Assert.Contains("2 sent", printed["events replay credential --from 2026-06-01"], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^dotnet run\.cs (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
