using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Bootstrap;

/// <summary>
/// The Aspire dashboard, which shows the spans, metrics and log lines of the app. It listens on loopback only, its page asks for a
/// token, and it takes telemetry only with a key.
/// </summary>
public sealed class Dashboard : IAsyncDisposable
{
    /// <summary>Tells the development host the address of the page.</summary>
    private const string AddressVariable = "HUMANOS_DASHBOARD";

    private readonly Process _process;

    private Dashboard(Process process, IReadOnlyDictionary<string, string?> settings)
    {
        _process = process;
        Settings = settings;
    }

    /// <summary>The environment variables with which the app sends its telemetry here.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    public static async Task<Dashboard> StartAsync(Repository repository)
    {
        string folder = await FolderAsync(repository);
        int[] ports = FreePorts(2);
        string page = $"http://127.0.0.1:{ports[0]}", otlp = $"http://127.0.0.1:{ports[1]}";
        string token = RandomNumberGenerator.GetHexString(32, lowercase: true), key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "Aspire.Dashboard.exe" : "Aspire.Dashboard"))
        {
            WorkingDirectory = folder,
            // Not shown: its own lines would stand between those of the app.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = page,
                ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp,
                ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
                ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = token,
                ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
                ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = key,
            },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var dashboard = new Dashboard(process, new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlp,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}",
            [AddressVariable] = $"{page}/login?t={token}",
        });
        try
        {
            await dashboard.WaitUntilReadyAsync(page);
            return dashboard;
        }
        catch
        {
            await dashboard.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has already ended.
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string page)
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(100, CancellationToken.None);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                throw new BootstrapException(_process.HasExited ? $"The Aspire dashboard ended with exit code {_process.ExitCode}." : "The Aspire dashboard does not answer.");
            }
        }
    }

    private static async Task<string> FolderAsync(Repository repository)
    {
        string project = repository.Path("eng", "Tools", "Dashboard");
        string platform = $"{SystemName()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        CapturedRun restore = await ChildProcess.CaptureAsync("dotnet", ["restore", project, $"-p:DashboardPlatform={platform}"], repository.Root);
        if (restore.ExitCode != 0)
        {
            throw new BootstrapException(restore.Output.Contains("NU110", StringComparison.Ordinal)
                ? $"The NuGet feed lacks the Aspire dashboard for {platform}. Omit --dashboard, or set OTEL_EXPORTER_OTLP_ENDPOINT to a viewer of your own."
                : $"The NuGet feed gave no usable answer about the Aspire dashboard:{Environment.NewLine}{restore.Output}");
        }

        CapturedRun root = await ChildProcess.CaptureAsync("dotnet", ["msbuild", project, "-getProperty:NuGetPackageRoot"], repository.Root);
        string version = XDocument.Load(Path.Combine(project, "Dashboard.csproj")).Descendants("PackageDownload").Single().Attribute("Version")!.Value.Trim('[', ']');
        return Path.Combine(root.Output.Trim(), $"aspire.dashboard.sdk.{platform}", version, "tools");
    }

    private static string SystemName() => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    // All are open at the same time, so that they differ.
    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Stop());
        return ports;
    }
}
