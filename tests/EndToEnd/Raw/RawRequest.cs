using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Raw;

/// <summary>Writes bytes to the port that no HTTP client would, and reads the status line of the answer.</summary>
public sealed class RawRequest(Uri target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the head and as much of the body as is given; the connection stays open until the answer is there.</summary>
    public async Task<int> SendAsync(IEnumerable<string> headers, byte[] body, bool closeSending = false)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(target.Host, target.Port, limit.Token);
        NetworkStream stream = client.GetStream();
        string head = $"POST {target.AbsolutePath} HTTP/1.1\r\nHost: {target.Authority}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), limit.Token);
        await stream.WriteAsync(body, limit.Token);
        if (closeSending)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await ReadStatusAsync(reader, limit.Token);
    }

    // 0 where the server hung up without an answer.
    private static async Task<int> ReadStatusAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            string? statusLine = await reader.ReadLineAsync(cancellationToken);
            return statusLine is null ? 0 : int.Parse(statusLine.Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
