namespace HumanosFunctions.Processing.State;

/// <summary>The keys of decisions in rows of earlier versions: the credential's key and the grantor's, with a line feed between.</summary>
internal static class StateKey
{
    private const char Between = '\n';

    public static string CredentialOf(string decisionKey) => decisionKey[..decisionKey.IndexOf(Between, StringComparison.Ordinal)];

    public static string GrantorOf(string decisionKey) => decisionKey[(decisionKey.IndexOf(Between, StringComparison.Ordinal) + 1)..];
}
