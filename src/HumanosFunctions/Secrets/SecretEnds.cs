namespace HumanosFunctions.Secrets;

/// <summary>
/// White space or a quote at an end of a secret: more likely a slip in copying than part of it. The secret is used as it
/// is, since it may be meant; nobody would find the cause of the refusals otherwise.
/// </summary>
public static class SecretEnds
{
    // Also a byte order mark and spaces without width, which no editor shows.
    private const string Suspicious = "\"'`´“”„‘’‚«»\uFEFF\u200B\u200C\u200D\u2060";

    public static bool AreSuspicious(string? value) => value is { Length: > 0 } && (IsSuspicious(value[0]) || IsSuspicious(value[^1]));

    private static bool IsSuspicious(char character) => char.IsWhiteSpace(character) || char.IsControl(character) || Suspicious.Contains(character);
}
