using System.Collections.Concurrent;
using Humanos.Webhooks;

namespace HumanosFunctions.Cli.Diagnosis.Secrets;

/// <summary>A secret's text with the name that it is shown by.</summary>
/// <param name="Name">For people: "the signature secret", "the previous encryption secret".</param>
public sealed record NamedSecret(string Name, string Text)
{
    // A record would print its text.
    public override string ToString() => Name;
}

/// <summary>The secrets that deliveries are held to, the newest version of each first. Derived keys are kept: deriving takes milliseconds.</summary>
public sealed class KnownSecrets(IReadOnlyList<NamedSecret> signature, IReadOnlyList<NamedSecret> encryption, IReadOnlyList<NamedSecret> salt) : IDisposable
{
    private readonly ConcurrentDictionary<(string Secret, string Salt), EncryptionKey?> _keys = new();

    public IReadOnlyList<NamedSecret> Signature => signature;

    public IReadOnlyList<NamedSecret> Encryption => encryption;

    public IReadOnlyList<NamedSecret> Salt => salt;

    public IEnumerable<NamedSecret> All => signature.Concat(encryption).Concat(salt);

    /// <summary>The key of any two texts; null if they make none.</summary>
    public EncryptionKey? KeyOf(string secret, string saltText) => _keys.GetOrAdd((secret, saltText), static texts =>
    {
        try
        {
            return EncryptionKey.Derive(texts.Secret, texts.Salt, nameof(KnownSecrets));
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            return null;
        }
    });

    public void Dispose()
    {
        foreach (EncryptionKey? key in _keys.Values)
        {
            key?.Dispose();
        }
    }
}
