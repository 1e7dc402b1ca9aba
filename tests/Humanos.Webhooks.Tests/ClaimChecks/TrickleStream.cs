namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>Gives a few bytes a time, as a network does; after its content it goes on with zeros where it has no end.</summary>
internal sealed class TrickleStream(byte[] content, bool endless = false) : MemoryStream(content)
{
    private const int Piece = 1021;

    /// <summary>How many bytes were taken.</summary>
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
