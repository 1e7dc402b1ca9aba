namespace HumanosFunctions.Processing.State;

/// <summary>The key of a decision row: the credential's key and the grantor, told apart by a character that neither holds.</summary>
public static class DecisionKey
{
    private const char Between = '\n';

    public static string Of(string credential, string grantor) =>
        $"{credential.Replace(Between, ' ')}{Between}{grantor.Replace(Between, ' ')}";

    public static string CredentialOf(string key) => key[..key.IndexOf(Between, StringComparison.Ordinal)];
}
