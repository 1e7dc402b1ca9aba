using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>The claim check properties of a message. A property that is null is absent.</summary>
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

/// <summary>Returns a few bytes per read, as a network does. If it is endless, it returns zeros after its content.</summary>
internal sealed class TrickleStream(byte[] content, bool endless = false) : MemoryStream(content)
{
    private const int Piece = 1021;

    /// <summary>The number of bytes that were read.</summary>
    public long Given { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Memory<byte> room = buffer[..Math.Min(buffer.Length, Piece)];
        int read = await base.ReadAsync(room, cancellationToken);
        int given = endless ? room.Length : read;
        Given += given;
        return given;
    }
}
