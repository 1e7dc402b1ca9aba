namespace Testing.Vault;

/// <summary>
/// Everything that a process with a managed identity meets on its way to its vault, on loopback: identity endpoint,
/// name, TLS, challenge. The process runs with <see cref="Environment"/>, and its own code and the real SDK do the rest.
/// </summary>
public sealed class VaultSurroundings : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-vault-");
    private readonly LoopbackTunnel _tunnel;

    private VaultSurroundings(LoopbackVault vault, LoopbackIdentity identity) =>
        (Vault, Identity, _tunnel) = (vault, identity, new LoopbackTunnel(vault.Address.Port));

    public LoopbackVault Vault { get; }

    public LoopbackIdentity Identity { get; }

    /// <summary>OpenSSL reads the file of trusted authorities; other platforms have stores that a test leaves alone.</summary>
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
