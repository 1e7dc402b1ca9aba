using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Documentation;

/// <summary>A page of the repository: its links, and the anchors of its headings as GitHub makes them.</summary>
internal sealed partial class MarkdownFile(string path)
{
    private readonly string _text = File.ReadAllText(path);

    public static IEnumerable<MarkdownFile> All() => RepositoryFiles.All("*.md").Select(file => new MarkdownFile(file));

    public string Name => Path.GetRelativePath(RepositoryFiles.Root, path);

    public IEnumerable<string> Links => Link().Matches(Fence().Replace(_text, "")).Select(link => link.Groups[1].Value);

    public int Words => _text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The code blocks of a language, without the indentation of a list.</summary>
    public IEnumerable<string> Code(string language) => Fence().Matches(_text)
        .Where(block => block.Groups["language"].Value == language)
        .Select(block => string.Join('\n', block.Groups["code"].Value.Split('\n').Select(line => line.Length == 0 ? line : line[block.Groups["indent"].Length..])));

    /// <summary>What is wrong with a relative link, or null.</summary>
    public string? Problem(string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString(parts[0])));
        return !Path.Exists(target) ? $"{Name}: {link} is not there"
            : parts.Length == 2 && !new MarkdownFile(target).HasAnchor(parts[1]) ? $"{Name}: {link} has no such heading"
            : null;
    }

    private bool HasAnchor(string anchor) => Heading().Matches(Fence().Replace(_text, "")).Select(heading => Anchor(heading.Groups[1].Value)).Contains(anchor);

    private static string Anchor(string heading) =>
        NotInAnchor().Replace(Link().Replace(heading, link => link.Value).ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!\w+:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w*)\n(?<code>.*?)\n *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();
}
