using HumanosFunctions.Secrets;
using Testing.Vault;

namespace EndToEnd.Vaults;

/// <summary>The app's settings where a vault has the secrets, and a vault with those of the sender.</summary>
internal static class VaultSettings
{
    /// <summary>The sample's plain secrets, emptied: both kinds at once stop the start.</summary>
    public static (string, string)[] Of(LoopbackVault vault) =>
    [
        ("Humanos:KeyVaultUri", vault.Address.ToString()),
        ("Humanos:SignatureSecret", ""),
        ("Humanos:EncryptionSecret", ""),
        ("Humanos:EncryptionSalt", ""),
    ];

    public static void PutSecrets(this LoopbackVault vault, DateTimeOffset created)
    {
        vault.Secrets.Put(VaultReader.SignatureSecretName, new VaultVersion("old", Sender.SignatureSecret, created));
        vault.Secrets.Put(VaultReader.EncryptionSecretName, new VaultVersion("old", Sender.EncryptionSecret, created));
        vault.Secrets.Put(VaultReader.EncryptionSaltName, new VaultVersion("old", Sender.EncryptionSalt, created));
    }
}
