using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>The properties of a message whose JSON lies beside it; null is absent.</summary>
internal sealed record Claim(object? Blob, object? Length, object? Sha256)
{
    public static Claim Of(byte[] json) => new("0123abcd.json", (long)json.Length, Convert.ToHexStringLower(SHA256.HashData(json)));

    public async Task<byte[]> ResolveAsync(Stream blob) => (await ClaimCheck.ResolveAsync(
        Properties(),
        "{}"u8.ToArray(),
        (name, _) => Task.FromResult(name.Equals(Blob) ? blob : throw new FileNotFoundException()),
        CancellationToken.None)).ToArray();

    public Task<byte[]> ResolveAsync(byte[] blob) => ResolveAsync(new MemoryStream(blob));

    public async Task<ClaimCheckFault> FaultAsync(byte[] blob) =>
        (await Assert.ThrowsAsync<ClaimCheckException>(() => ResolveAsync(blob))).Fault;

    public Dictionary<string, object> Properties()
    {
        var properties = new Dictionary<string, object> { ["cloudEvents_id"] = "0123abcd" };
        Add(ClaimCheck.BlobProperty, Blob);
        Add(ClaimCheck.LengthProperty, Length);
        Add(ClaimCheck.Sha256Property, Sha256);
        return properties;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }
    }
}
