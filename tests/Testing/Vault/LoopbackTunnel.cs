using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Testing.Vault;

/// <summary>A loopback HTTPS proxy that connects every host to one port, so that any host name reaches the test's server.</summary>
public sealed class LoopbackTunnel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;

    public LoopbackTunnel(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
            {
                tunnels.Add(LeadAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task LeadAsync(TcpClient client)
    {
        using TcpClient near = client;
        using var far = new TcpClient();
        try
        {
            await ReadHeadAsync(near.GetStream());
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await near.GetStream().WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
            Task there = near.GetStream().CopyToAsync(far.GetStream(), _stop.Token);
            Task back = far.GetStream().CopyToAsync(near.GetStream(), _stop.Token);
            await Task.WhenAny(there, back);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // One side closed the connection, or the test ended.
        }
    }

    private async Task ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next, _stop.Token) > 0)
        {
            head.Append((char)next[0]);
        }
    }
}
