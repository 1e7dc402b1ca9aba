using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>A socket that says exactly what a test wants said.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly NetworkStream _stream;

    private RawConnection(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return new RawConnection(socket);
    }

    /// <summary>Sends text as Latin-1, so that any byte can be written.</summary>
    public async Task SendAsync(string text) =>
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    public void EndSending() => _stream.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until the text has come, or the connection ends in whatever way; hands back all that came.</summary>
    public async Task<string> ReadUntilAsync(string expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var received = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            while (!received.ToString().Contains(expected, StringComparison.Ordinal)
                && await _stream.ReadAsync(buffer, limit.Token) is int count and > 0)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            return received.ToString();
        }

        return received.ToString();
    }

    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    public void Dispose() => _stream.Dispose();
}
