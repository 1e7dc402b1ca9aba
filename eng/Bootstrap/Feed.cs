using System.Security.Cryptography;

namespace Bootstrap;

/// <summary>
/// Checks once whether the NuGet feed has every package, and writes a marker that every build reads:
/// <c>eng/.feed/full</c> or <c>eng/.feed/gap</c>, with a fingerprint of the requested versions.
/// </summary>
public sealed class Feed(Repository repository)
{
    private readonly string _folder = repository.Path("eng", ".feed");

    public async Task EnsureReadyAsync()
    {
        string fingerprint = Fingerprint();
        if (Is("full", fingerprint) || Is("gap", fingerprint))
        {
            return;
        }

        Console.WriteLine("Checking the NuGet feed for the packages …");
        if (await HasEverythingAsync())
        {
            Mark("full", fingerprint);
            return;
        }

        Console.WriteLine("The feed lacks the Functions worker's Service Bus extension. The build uses a stand-in (eng/README.md).");
        Mark("gap", fingerprint);
    }

    private async Task<bool> HasEverythingAsync()
    {
        CapturedRun probe = await ChildProcess.CaptureAsync(
            "dotnet", ["restore", repository.Path("eng", "FeedProbe"), "-p:PackageGap=false"], repository.Root);
        if (probe.ExitCode == 0)
        {
            return true;
        }

        // NU1101 to NU1103: the feed does not have the package or the version. Any other error says nothing about that.
        return probe.Output.Contains("NU110", StringComparison.Ordinal)
            ? false
            : throw new BootstrapException($"The NuGet feed gave no usable answer:{Environment.NewLine}{probe.Output}");
    }

    private string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(
            [.. File.ReadAllBytes(repository.Path("Directory.Packages.props")), .. File.ReadAllBytes(repository.Path("eng", "FeedProbe", "FeedProbe.csproj"))]));

    private bool Is(string mode, string fingerprint)
    {
        string marker = Path.Combine(_folder, mode);
        return File.Exists(marker) && File.ReadAllText(marker) == fingerprint;
    }

    private void Mark(string mode, string fingerprint)
    {
        Directory.CreateDirectory(_folder);
        File.Delete(Path.Combine(_folder, "full"));
        File.Delete(Path.Combine(_folder, "gap"));
        File.WriteAllText(Path.Combine(_folder, mode), fingerprint);
    }
}
