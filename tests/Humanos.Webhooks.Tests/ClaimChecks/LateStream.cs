namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>Gives nothing until it is opened.</summary>
internal sealed class LateStream : MemoryStream
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LateStream(byte[] content)
    {
        Write(content);
        Position = 0;
    }

    public Task Opened => _open.Task;

    public void Open() => _open.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Opened.ConfigureAwait(false);
        return Read(buffer.Span);
    }
}
