using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Processing.State;

/// <summary>Row keys out of ids that Humanos chose: opaque text, and nobody promised that it stays short.</summary>
public static class StateKey
{
    private const int Longest = 240;

    // Stands between the two parts of a decision's key, and is taken out of both.
    private const char Between = '\n';

    public static string Of(string id)
    {
        string key = id.Replace(Between, ' ');
        return key.Length <= Longest ? key : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }

    /// <summary>A grantor's decision on a credential.</summary>
    public static string OfDecision(string credentialKey, string grantor) => $"{credentialKey}{Between}{Of(grantor)}";

    /// <summary>The credential's key in a decision's key.</summary>
    public static string CredentialOf(string decisionKey) => decisionKey[..decisionKey.IndexOf(Between, StringComparison.Ordinal)];
}
