using System.Text.RegularExpressions;
using EndToEnd.Deliveries;

namespace EndToEnd.Persons;

/// <summary>The commands of docs/privacy.md do what the page says.</summary>
public sealed partial class PrivacyDocumentTests
{
    private static readonly PersonEvent Erika = new("request-erika-1", "erika");
    private static readonly PersonEvent Max = new("request-max-1", "max");
    private static readonly string Page = File.ReadAllText(RepositoryFiles.Path("docs", "privacy.md"));

    [Fact]
    public async Task Every_command_of_the_page_succeeds_in_its_order()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Max);
        string answer = Path.Combine(ingestor.Data, "answer");

        string[] commands = [.. Command().Matches(Page).Select(line => line.Groups[1].Value)];
        Assert.Equal(6, commands.Length);
        foreach (string command in commands)
        {
            await ingestor.RunAsync(0, [.. command.Split(' ').Select(word => word switch
            {
                "PERSON" => Erika.Contact,
                "REQUEST" => Max.Request,
                "answer" => answer,
                _ => word,
            })]);
        }

        Directory.Delete(answer, recursive: true);
        Assert.Empty(ingestor.FilesWith([.. Erika.Texts, .. Max.Texts]));
        Assert.Null(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Max.Request));
    }

    [GeneratedRegex(@"^dotnet run\.cs (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
