using System.Globalization;

namespace LocalServiceBus;

/// <summary>The options of the command line.</summary>
internal readonly record struct CommandLine(int Port, string? Topology)
{
    private const int AmqpPort = 5672;
    private const string Usage = "Usage: dotnet run --project src/LocalServiceBus -- [--port 5672] [--topology infra/servicebus.json]";
    private static readonly string DefaultTopology = Path.Combine("infra", "servicebus.json");

    public static bool TryParse(ReadOnlySpan<string> arguments, out CommandLine commandLine, out string problem)
    {
        commandLine = new CommandLine(AmqpPort, null);
        problem = "";
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case ["--port" or "--topology"]:
                    problem = $"{arguments[0]} takes a value. {Usage}";
                    return false;
                case ["--port", var text, ..] when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port):
                    commandLine = commandLine with { Port = port };
                    break;
                case ["--port", ..]:
                    problem = $"--port takes a whole number from 0 to {ushort.MaxValue}.";
                    return false;
                case ["--topology", "", ..]:
                    problem = "--topology takes a file.";
                    return false;
                case ["--topology", var path, ..]:
                    commandLine = commandLine with { Topology = path };
                    break;
                default:
                    problem = $"'{arguments[0]}' is not understood. {Usage}";
                    return false;
            }

            arguments = arguments[2..];
        }

        return true;
    }

    /// <summary>
    /// The specified file, or else the repository's file, found in the current folder, the folder of the executable, or a folder above.
    /// </summary>
    /// <exception cref="FileNotFoundException">No file is specified, and none is found.</exception>
    public string FindTopology() =>
        Topology
        ?? FindUpward(Directory.GetCurrentDirectory())
        ?? FindUpward(AppContext.BaseDirectory)
        ?? throw new FileNotFoundException($"There is no {DefaultTopology} here or in a folder above. Specify the file with --topology.");

    private static string? FindUpward(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, DefaultTopology);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
