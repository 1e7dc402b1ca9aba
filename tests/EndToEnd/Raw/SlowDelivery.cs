using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Raw;

/// <summary>A delivery whose body comes in two parts, with time for something to happen in between.</summary>
public sealed class SlowDelivery : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly TcpClient _client = new();
    private readonly ReadOnlyMemory<byte> _secondHalf;
    private StreamReader _reader = null!;

    private SlowDelivery(ReadOnlyMemory<byte> secondHalf) => _secondHalf = secondHalf;

    /// <summary>Returns when the app reads the body, of which it has the first half.</summary>
    public static async Task<SlowDelivery> BeginAsync(Uri target, SealedDelivery delivery)
    {
        int half = delivery.Body.Length / 2;
        var slow = new SlowDelivery(delivery.Body.AsMemory(half));
        await slow._client.ConnectAsync(target.Host, target.Port, slow._limit.Token);
        slow._reader = new StreamReader(slow._client.GetStream(), Encoding.Latin1);
        string head = $"POST {target.AbsolutePath} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json\r\nContent-Length: {delivery.Body.Length}\r\n"
            + $"x-timestamp: {delivery.Timestamp}\r\nx-signature: {delivery.Signature}\r\nExpect: 100-continue\r\n\r\n";
        await slow.WriteAsync(Encoding.Latin1.GetBytes(head));

        // The server says "continue" once somebody reads the body.
        Assert.Equal(100, await slow.ReadStatusAsync());
        Assert.Empty(await slow._reader.ReadLineAsync(slow._limit.Token) ?? "closed");
        await slow.WriteAsync(delivery.Body.AsMemory(0, half));
        return slow;
    }

    /// <summary>Sends the rest, and returns the status of the answer.</summary>
    public async Task<int> FinishAsync()
    {
        await WriteAsync(_secondHalf);
        return await ReadStatusAsync();
    }

    private Task WriteAsync(ReadOnlyMemory<byte> bytes) => _client.GetStream().WriteAsync(bytes, _limit.Token).AsTask();

    private async Task<int> ReadStatusAsync() => int.Parse((await _reader.ReadLineAsync(_limit.Token))!.Split(' ')[1]);

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
        _limit.Dispose();
    }
}
