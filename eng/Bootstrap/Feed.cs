using System.Security.Cryptography;

namespace Bootstrap;

/// <summary>
/// Finds out once whether the machine's NuGet feed has every package, and leaves a marker that every build respects:
/// <c>eng/.feed/full</c> or <c>eng/.feed/gap</c>, holding a fingerprint of the versions that were asked for.
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

        Console.WriteLine("Asking the NuGet feed for the packages this needs …");
        if (await HasEverythingAsync())
        {
            Mark("full", fingerprint);
            return;
        }

        Console.WriteLine("The feed lacks the Functions worker's Service Bus extension: a stand-in takes its place (eng/README.md).");
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

        // NU1101 to NU1103: the feed answered, and does not have the package or the version. All else is no answer.
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
