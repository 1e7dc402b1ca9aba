using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Comparison.Load;

/// <summary>
/// One keep-alive connection that sends the bytes of a request and reads the response. It does nothing else, so that the load uses
/// little CPU time compared with the server.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private Socket _socket = NewSocket();
    private readonly byte[] _buffer = new byte[16 * 1024];

    public async Task OpenAsync(Uri target) => await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port));

    /// <summary>Connects again if the server has closed the idle connection, as Node does after five seconds.</summary>
    public async ValueTask ReopenIfClosedAsync(Uri target)
    {
        if (_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0)
        {
            _socket.Dispose();
            _socket = NewSocket();
            await OpenAsync(target);
        }
    }

    /// <returns>The HTTP status code.</returns>
    public async ValueTask<int> RunAsync(byte[] request)
    {
        for (int sent = 0; sent < request.Length;)
        {
            sent += await _socket.SendAsync(request.AsMemory(sent));
        }

        for (int filled = 0; ;)
        {
            int read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            filled += read;
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            if (IsComplete(_buffer.AsSpan(0, filled)))
            {
                return Status(_buffer);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static int Status(ReadOnlySpan<byte> answer) =>
        Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out int status, out _) ? status : throw new IOException("No status line.");

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = answer[..head].IndexOf(name);
        return at < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _) && answer.Length >= head + 4 + length;
    }
}
