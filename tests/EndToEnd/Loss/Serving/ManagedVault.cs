using HumanosFunctions.Secrets;
using HumanosFunctions.Tests.Secrets;

namespace EndToEnd.Loss.Serving;

/// <summary>
/// A Key Vault that the app's process reaches as in Azure: with the token of a managed identity, over HTTPS, with
/// certificate and challenge checked.
/// </summary>
internal sealed class ManagedVault : IAsyncDisposable
{
    private static readonly DateTimeOffset Created = DateTimeOffset.UtcNow.AddDays(-30);

    private readonly LoopbackVault _vault;
    private readonly IdentityEndpoint _identity;
    private readonly ConnectTunnel _tunnel;
    private readonly string _trusted;

    private ManagedVault(LoopbackVault vault, IdentityEndpoint identity, string trusted)
    {
        _vault = vault;
        _identity = identity;
        _tunnel = new ConnectTunnel(vault.Address.Port);
        _trusted = trusted;
    }

    // Elsewhere a process takes its trusted certificates from the system's own store, which tests leave alone.
    private static bool CanBeTrusted => OperatingSystem.IsLinux();

    public int Requests => _vault.Requests;

    /// <summary>Secrets count for three seconds after the last reading, so that an outage is felt. Empty where the app has to take them from plain settings.</summary>
    public IReadOnlyDictionary<string, string?> AppSettings => !CanBeTrusted ? new Dictionary<string, string?>() : new Dictionary<string, string?>(_identity.Variables)
    {
        ["HTTPS_PROXY"] = _tunnel.Address.AbsoluteUri,
        ["SSL_CERT_FILE"] = _trusted,
        ["Humanos__KeyVaultUri"] = $"https://{LoopbackVault.HostName}/",
        ["Humanos__SignatureSecret"] = " ",
        ["Humanos__EncryptionSecret"] = " ",
        ["Humanos__EncryptionSalt"] = " ",
        ["Humanos__SecretRefresh"] = "00:00:01",
        ["Humanos__PreviousSecretGrace"] = "00:00:02",
    };

    public static async Task<ManagedVault> StartAsync(DirectoryInfo folder)
    {
        string trusted = Path.Combine(folder.FullName, "vault.pem");
        await File.WriteAllTextAsync(trusted, LoopbackVault.CertificatePem);
        LoopbackVault vault = await LoopbackVault.StartAsync();
        vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig1", Sender.SignatureSecret, Created));
        vault.Put(VaultReader.EncryptionSecretName, new VaultVersion("enc1", Sender.EncryptionSecret, Created));
        vault.Put(VaultReader.EncryptionSaltName, new VaultVersion("salt1", Sender.EncryptionSalt, Created));
        return new ManagedVault(vault, await IdentityEndpoint.StartAsync(), trusted);
    }

    /// <summary>Every request is answered 503 for a while.</summary>
    public async Task RefuseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        _vault.IsDown = true;
        await Task.Delay(duration, cancellationToken);
        _vault.IsDown = false;
    }

    /// <summary>No connection comes through for a while.</summary>
    public async Task DisappearAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        _tunnel.Close();
        await Task.Delay(duration, cancellationToken);
        _tunnel.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _tunnel.DisposeAsync();
        await _identity.DisposeAsync();
        await _vault.DisposeAsync();
    }
}
