namespace HumanosFunctions.Tests.Infrastructure.Azd;

/// <summary>Reads the plain part of YAML that azure.yaml uses: maps of maps and texts, by indentation.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, YamlMap> _maps = [];

    public IEnumerable<string> Keys => _texts.Keys.Concat(_maps.Keys);

    public IReadOnlyDictionary<string, YamlMap> Maps => _maps;

    public string Text(string key) => _texts[key];

    public YamlMap Map(string key) => _maps[key];

    public static YamlMap Read(IEnumerable<string> lines)
    {
        var open = new Stack<(int Indent, YamlMap Map)>();
        var root = new YamlMap();
        open.Push((-1, root));
        foreach (string line in lines.Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#'))
        {
            int indent = line.Length - line.TrimStart().Length;
            while (open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            if (open.Peek().Map.Add(line) is { } inner)
            {
                open.Push((indent, inner));
            }
        }

        return root;
    }

    private YamlMap? Add(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string key = colon > 0 ? line[..colon].Trim() : throw new FormatException($"No key: {line}");
        if (line[(colon + 1)..].Trim() is { Length: > 0 } text)
        {
            _texts.Add(key, text);
            return null;
        }

        return _maps[key] = new YamlMap();
    }
}
