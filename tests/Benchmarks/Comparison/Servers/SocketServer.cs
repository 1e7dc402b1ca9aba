using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Comparison.Servers;

/// <summary>Reads each request to its end without looking at it, and answers: what remains is the load and the sockets.</summary>
internal static class SocketServer
{
    public const string Command = "socket";

    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"ready http://{listener.LocalEndpoint}/api/webhook");
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private static async Task ServeAsync(Socket accepted)
    {
        using Socket socket = accepted;
        socket.NoDelay = true;
        byte[] buffer = new byte[64 * 1024];
        while (await ReadHeadAsync(socket, buffer) is { } left)
        {
            while (left > 0 && await socket.ReceiveAsync(buffer) is > 0 and var read)
            {
                left -= read;
            }

            await socket.SendAsync(Answer);
        }
    }

    /// <returns>The number of bytes of the body that were not read yet, or null at the end of the connection.</returns>
    private static async Task<int?> ReadHeadAsync(Socket socket, byte[] buffer)
    {
        for (int filled = 0; ;)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += read;
            if (read == 0)
            {
                return null;
            }

            if (BodyLeft(buffer.AsSpan(0, filled)) is { } left)
            {
                return left;
            }
        }
    }

    private static int? BodyLeft(ReadOnlySpan<byte> request)
    {
        int head = request.IndexOf("\r\n\r\n"u8);
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        return head >= 0 && Utf8Parser.TryParse(request[(request.IndexOf(name) + name.Length)..], out int length, out _)
            ? length - (request.Length - head - 4)
            : null;
    }
}
