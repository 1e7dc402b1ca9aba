using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LocalServiceBus;

internal static class Program
{
    private const int Failed = 1;

    // The command line or the configuration is not valid.
    private const int Invalid = 2;

    private static async Task<int> Main(string[] arguments)
    {
        if (!CommandLine.TryParse(arguments, out CommandLine commandLine, out string problem))
        {
            return await FailAsync(problem, Invalid);
        }

        try
        {
            BrokerTopology topology = BrokerTopology.Load(commandLine.FindTopology());
            await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(new BrokerOptions
            {
                Topology = topology,
                Port = commandLine.Port,
                Trace = Console.Error.WriteLine,
            });
            await ServeAsync(broker);
            return 0;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return await FailAsync($"Port {commandLine.Port} is in use. Choose another with --port.", Failed);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(exception.Message, Invalid);
        }
        catch (SocketException exception)
        {
            return await FailAsync(exception.Message, Failed);
        }
    }

    private static async Task ServeAsync(DevelopmentBroker broker)
    {
        var stop = new TaskCompletionSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Console.WriteLine(broker.ConnectionString);
        Console.WriteLine($"ready on 127.0.0.1:{broker.Port}");
        await stop.Task;
    }

    private static async Task<int> FailAsync(string problem, int exitCode)
    {
        await Console.Error.WriteLineAsync(problem);
        return exitCode;
    }
}
