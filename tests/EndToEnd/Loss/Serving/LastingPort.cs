using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Loss.Serving;

/// <summary>
/// A loopback port for a server that comes and goes. It is below the ports that systems give to clients: a client of a
/// server that is away would else be given the server's own port one day, and keep it.
/// </summary>
internal static class LastingPort
{
    private const int First = 15_000;
    private const int Last = 30_000;

    public static int Next()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
