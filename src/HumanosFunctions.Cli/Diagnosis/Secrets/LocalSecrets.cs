using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Diagnosis.Secrets;

/// <summary>The three secrets of the local settings, as far as they are set in plain text. Secrets in a vault are not known here.</summary>
internal static class LocalSecrets
{
    public static KnownSecrets Read(IConfiguration settings) => new(
        Named(settings, "SignatureSecret", "the signature secret"),
        Named(settings, "EncryptionSecret", "the encryption secret"),
        Named(settings, "EncryptionSalt", "the encryption salt"));

    private static NamedSecret[] Named(IConfiguration settings, string key, string name) =>
        settings[$"Humanos:{key}"] is { Length: > 0 } text ? [new NamedSecret(name, text)] : [];
}
