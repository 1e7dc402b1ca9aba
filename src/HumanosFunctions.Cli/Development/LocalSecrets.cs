using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Sending;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Development;

/// <summary>The three secrets of the local settings, where they are there in plain text.</summary>
internal static class LocalSecrets
{
    private static readonly string[] Keys = ["SignatureSecret", "EncryptionSecret", "EncryptionSalt"];

    /// <summary>All that are set; those that lie in a vault are not known here.</summary>
    public static KnownSecrets Known(IConfiguration settings) => new(
        Named(settings, "SignatureSecret", "the signature secret"),
        Named(settings, "EncryptionSecret", "the encryption secret"),
        Named(settings, "EncryptionSalt", "the encryption salt"));

    /// <summary>Null where one is missing.</summary>
    public static SendingSecrets? Sending(IConfiguration settings) =>
        settings["Humanos:SignatureSecret"] is { Length: > 0 } signature
        && settings["Humanos:EncryptionSecret"] is { Length: > 0 } encryption
        && settings["Humanos:EncryptionSalt"] is { Length: > 0 } salt
            ? new SendingSecrets(signature, encryption, salt)
            : null;

    public static string FirstMissing(IConfiguration settings) => Keys.First(key => settings[$"Humanos:{key}"] is not { Length: > 0 });

    private static NamedSecret[] Named(IConfiguration settings, string key, string name) =>
        settings[$"Humanos:{key}"] is { Length: > 0 } text ? [new NamedSecret(name, text)] : [];
}
