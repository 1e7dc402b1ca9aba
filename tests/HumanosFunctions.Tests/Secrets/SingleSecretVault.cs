using Azure;
using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>A vault client that answers from memory, for what asks only for the latest value of a secret.</summary>
internal sealed class SingleSecretVault : SecretClient
{
    private readonly Dictionary<string, string> _values = [];

    public bool IsDown { get; set; }

    public void Put(string name, string value) => _values[name] = value;

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version = null, CancellationToken cancellationToken = default) =>
        IsDown ? throw new RequestFailedException(503, "down")
        : _values.TryGetValue(name, out string? value) ? Task.FromResult(Response.FromValue(new KeyVaultSecret(name, value), null!))
        : throw new RequestFailedException(404, "not found");

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version, SecretContentType? outContentType, CancellationToken cancellationToken = default) =>
        GetSecretAsync(name, version, cancellationToken);
}
