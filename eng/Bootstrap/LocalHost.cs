using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bootstrap;

/// <summary>Builds the development host and runs it as a child process that ends with this process.</summary>
public sealed class LocalHost(Repository repository)
{
    private const string Configuration = "Release";

    public async Task BuildAsync()
    {
        CapturedRun build = await ChildProcess.CaptureAsync(
            "dotnet", ["build", repository.Path("src", "HumanosFunctions.Local"), "-c", Configuration, "-v", "quiet", "--nologo"], repository.Root);
        if (build.ExitCode != 0)
        {
            throw new BootstrapException($"The build failed:{Environment.NewLine}{build.Output}");
        }
    }

    /// <param name="arguments">The arguments of the host. Without a command, <c>--dashboard</c> starts the Aspire dashboard as well.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        await using Dashboard? dashboard = StartsDashboard(arguments) ? await Dashboard.StartAsync(repository) : null;
        string program = repository.Path("src", "HumanosFunctions.Local", "bin", Configuration, "net10.0", "HumanosFunctions.Local.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            WorkingDirectory = repository.Root,
            RedirectStandardInput = true,
            Environment = { ["HUMANOS_STOP_WITH_PARENT"] = "1" },
        };
        foreach ((string name, string? value) in dashboard?.Settings ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using Process host = Process.Start(start)!;
        using PosixSignalRegistration interrupt = StopOn(PosixSignal.SIGINT, host);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, host);
        using PosixSignalRegistration hangUp = StopOn(PosixSignal.SIGHUP, host);
        await host.WaitForExitAsync();
        return host.ExitCode;
    }

    // Help and version start nothing. A command refuses the option.
    private static bool StartsDashboard(IReadOnlyList<string> arguments) =>
        arguments is [['-', ..], ..] && arguments.Contains("--dashboard") && !arguments.Intersect(["--help", "-h", "-?", "--version"]).Any();

    // The child stops when its standard input ends, which also happens when this process dies.
    private static PosixSignalRegistration StopOn(PosixSignal signal, Process host) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            host.StandardInput.Close();
        });
}
