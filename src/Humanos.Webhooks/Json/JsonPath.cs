using System.Buffers;

namespace Humanos.Webhooks;

/// <summary>Builds JSON paths (RFC 9535).</summary>
internal static class JsonPath
{
    internal const string Root = "$";

    private static readonly SearchValues<char> Plain = SearchValues.Create("_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    internal static string Member(string path, string name) =>
        IsPlain(name) ? $"{path}.{name}" : $"{path}['{name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}']";

    internal static string Item(string path, int index) => $"{path}[{index}]";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Plain);
}
