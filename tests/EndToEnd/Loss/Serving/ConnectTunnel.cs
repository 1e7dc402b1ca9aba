using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Loss.Serving;

/// <summary>An HTTPS proxy that leads every name to one port of this machine: the way to a host that no resolver knows.</summary>
internal sealed class ConnectTunnel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private CancellationTokenSource _open = new();

    public ConnectTunnel(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAllAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Cuts what goes through it, and from then on hangs up on everyone who comes.</summary>
    public void Close() => _open.Cancel();

    public void Open() => _open = new CancellationTokenSource();

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        CancellationToken closed = _open.Token;
        try
        {
            using TcpClient client = accepted;
            using var vault = new TcpClient();
            NetworkStream near = client.GetStream();
            await SkipRequestAsync(near, closed);
            await vault.ConnectAsync(IPAddress.Loopback, _target, closed);
            await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), closed);
            NetworkStream far = vault.GetStream();
            await Task.WhenAny(near.CopyToAsync(far, closed), far.CopyToAsync(near, closed));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // Either side has hung up.
        }
    }

    private static async Task SkipRequestAsync(NetworkStream stream, CancellationToken closed)
    {
        var read = new StringBuilder();
        byte[] one = new byte[1];
        while (!read.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, closed) == 1)
        {
            read.Append((char)one[0]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }
}
