namespace HumanosFunctions.Processing.State;

/// <summary>One way to name a grantor, as stored; long ids by their hash.</summary>
internal static class GrantorKey
{
    public const string User = "u";
    public const string Decision = "d";
    public const string Contact = "c";
    public const string Position = "p";

    private const int Longest = 240;

    public static string Of(string kind, string text) =>
        text.Length <= Longest ? $"{kind}:{text}" : $"{kind}#{TruncatedText.Hash(text)}";

    public static bool IsUser(string key) => key.StartsWith("u:", StringComparison.Ordinal) || key.StartsWith("u#", StringComparison.Ordinal);
}
