using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>
/// Key Vault's REST interface on loopback, as far as reading secrets goes: the challenge, listing versions, getting
/// one. The token is a stand-in, since Microsoft Entra ID cannot be had on loopback; all else is the real client.
/// </summary>
internal sealed class LoopbackVault : IAsyncDisposable
{
    private readonly Dictionary<string, List<VaultVersion>> _secrets = [];
    private readonly WebApplication _app;
    private int _requests;

    private LoopbackVault(WebApplication app) => _app = app;

    public bool IsDown { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public static async Task<LoopbackVault> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        WebApplication app = builder.Build();
        var vault = new LoopbackVault(app);
        app.Use(vault.GuardAsync);
        app.MapGet("/secrets/{name}/versions", (string name) => Results.Json(new { value = vault.Versions(name).Select(version => version.Describe(vault.Address, name)) }));
        app.MapGet("/secrets/{name}/{version}", vault.Get);
        await app.StartAsync();
        return vault;
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public SecretClient Client()
    {
        var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        var options = new SecretClientOptions { Transport = new HttpClientTransport(trusting), DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = 0;
        return new SecretClient(Address, new StandInCredential(), options);
    }

    public void Put(string name, VaultVersion version)
    {
        lock (_secrets)
        {
            _secrets[name] = [.. _secrets.GetValueOrDefault(name, []), version];
        }
    }

    private VaultVersion[] Versions(string name)
    {
        lock (_secrets)
        {
            return [.. _secrets.GetValueOrDefault(name, [])];
        }
    }

    private IResult Get(string name, string version) =>
        Versions(name).FirstOrDefault(known => known.Version == version) is { } found ? Results.Json(found.Show(Address, name)) : Results.NotFound();

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (context.Request.Headers.Authorization != $"Bearer {StandInCredential.Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = """Bearer authorization="https://login.example/tenant", resource="https://vault.example" """;
        }
        else
        {
            await next(context);
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class StandInCredential : TokenCredential
    {
        public const string Token = "stand-in";

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
