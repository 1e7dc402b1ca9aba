namespace Testing.Vault;

/// <summary>
/// A loopback environment for a process that reads its vault with a managed identity: identity endpoint, host name, TLS, and challenge.
/// Run the process with <see cref="Environment"/>. It uses its own code and the real SDK.
/// </summary>
public sealed class VaultSurroundings : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-vault-");
    private readonly LoopbackTunnel _tunnel;

    private VaultSurroundings(LoopbackVault vault, LoopbackIdentity identity) =>
        (Vault, Identity, _tunnel) = (vault, identity, new LoopbackTunnel(vault.Address.Port));

    public LoopbackVault Vault { get; }

    public LoopbackIdentity Identity { get; }

    /// <summary>OpenSSL reads trusted authorities from a file. Other platforms use certificate stores, which tests do not change.</summary>
    public static bool ArePossible => OperatingSystem.IsLinux();

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(Identity.Environment)
    {
        ["Humanos__KeyVaultUri"] = $"https://{LoopbackVault.Host}/",
        ["Humanos__SignatureSecret"] = "",
        ["Humanos__EncryptionSecret"] = "",
        ["Humanos__EncryptionSalt"] = "",
        ["SSL_CERT_FILE"] = AuthorityFile,
        ["https_proxy"] = _tunnel.Address.ToString(),
        ["no_proxy"] = "127.0.0.1",
    };

    private string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    public static async Task<VaultSurroundings> StartAsync()
    {
        var surroundings = new VaultSurroundings(await LoopbackVault.StartAsync(), await LoopbackIdentity.StartAsync());
        await surroundings.Vault.SaveAuthorityAsync(surroundings.AuthorityFile);
        return surroundings;
    }

    public async ValueTask DisposeAsync()
    {
        await _tunnel.DisposeAsync();
        await Identity.DisposeAsync();
        await Vault.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
