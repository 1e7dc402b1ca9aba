using Testing;

namespace Pictures;

/// <summary>One picture of the documentation: a file, and how it is drawn.</summary>
public sealed record Picture(string Name, Func<string> Draw)
{
    public static IReadOnlyList<Picture> All { get; } =
    [
        new("flow", FlowPicture.Draw),
        new("projects", ProjectPicture.Draw),
        new("resources", ResourcePicture.Draw),
    ];

    public string Path => RepositoryFiles.Path("docs", "images", $"{Name}.svg");
}
