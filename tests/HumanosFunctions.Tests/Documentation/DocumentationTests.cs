using Pictures;

namespace HumanosFunctions.Tests.Documentation;

/// <summary>A reader who follows the pages finds what they name.</summary>
public sealed class DocumentationTests
{
    private const int MaxReadmeWords = 700;

    public static TheoryData<string> Drawn => [.. Picture.All.Select(picture => picture.Name)];

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading() =>
        Assert.Empty(MarkdownFile.All().SelectMany(page => page.Links.Select(page.Problem)).OfType<string>());

    [Fact]
    public void The_index_names_every_page()
    {
        string[] indexed = [.. new MarkdownFile(RepositoryFiles.Path("docs", "README.md")).Links];
        IEnumerable<string> pages = Directory.GetFiles(RepositoryFiles.Path("docs"), "*.md").Select(file => Path.GetFileName(file)).Where(page => page != "README.md");

        Assert.Empty(pages.Except(indexed));
    }

    [Fact]
    public void The_first_page_is_short() =>
        Assert.InRange(new MarkdownFile(RepositoryFiles.Path("README.md")).Words, 1, MaxReadmeWords - 1);

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_picture_shows_what_the_repository_declares(string name)
    {
        Picture picture = Picture.All.Single(picture => picture.Name == name);

        Assert.True(picture.Draw() == File.ReadAllText(picture.Path), "Run: dotnet run --project tests/Pictures");
    }
}
