using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Testing.Vault;

/// <summary>
/// A loopback version of the part of the Key Vault REST API that reads secrets: the challenge, listing versions in pages, and getting a
/// version. It is used with the real client.
/// </summary>
public sealed class LoopbackVault : IAsyncDisposable
{
    /// <summary>The resource of the challenge. The client checks that the vault's host name belongs to it.</summary>
    public const string Host = "humanos.vault.test";

    private readonly VaultCertificates _certificates = VaultCertificates.Make(Host);
    private readonly LoopbackServer _server;

    // The SDK remembers for the whole process which address has sent a challenge. A second vault at the address would get one request less.
    private LoopbackVault(int port) => _server = new LoopbackServer(AddAnswers, _certificates.Server, port);

    public VaultContents Secrets { get; } = new();

    public VaultGate Gate { get; } = new();

    public Uri Address => _server.Address;

    public static async Task<LoopbackVault> StartAsync()
    {
        var vault = new LoopbackVault(FreePort.Next());
        await vault._server.StartAsync();
        return vault;
    }

    /// <summary>Creates a real client, by default without retries.</summary>
    public SecretClient Client(HttpPipelinePolicy? retries = null)
    {
        var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        var options = new SecretClientOptions { Transport = new HttpClientTransport(trusting), DisableChallengeResourceVerification = true, RetryPolicy = retries };
        options.Retry.MaxRetries = 0;
        return new SecretClient(Address, new StandInCredential(), options);
    }

    /// <summary>The certificate authority of this vault as a PEM file, for a process that must trust the vault.</summary>
    public Task SaveAuthorityAsync(string file) => File.WriteAllTextAsync(file, _certificates.Authority.ExportCertificatePem());

    public async ValueTask DisposeAsync()
    {
        Gate.Release();
        await _server.DisposeAsync();
        _certificates.Dispose();
    }

    private void AddAnswers(WebApplication app)
    {
        app.Use(Gate.PassAsync);
        app.MapGet("/secrets/{name}/versions", (HttpRequest request, string name, int page = 0) => Secrets.List(Root(request), name, page));
        app.MapGet("/secrets/{name}/{version}", (HttpRequest request, string name, string version) => Secrets.Show(Root(request), name, version));
    }

    private static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
