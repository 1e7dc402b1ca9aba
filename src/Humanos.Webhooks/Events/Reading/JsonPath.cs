namespace Humanos.Webhooks;

/// <summary>Builds JSON paths (RFC 9535).</summary>
internal static class JsonPath
{
    internal const string Root = "$";

    internal static string Member(string path, string name) =>
        IsPlain(name) ? $"{path}.{name}" : $"{path}['{name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}']";

    internal static string Item(string path, int index) => $"{path}[{index}]";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
