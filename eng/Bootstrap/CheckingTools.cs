using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bootstrap;

/// <summary>
/// Gets the programs that only tests run: the Bicep compiler and PowerShell. If the feed lacks one, <c>eng/.feed/tools</c> holds the
/// reason, and the tests that need the program are skipped with this reason.
/// </summary>
public sealed class CheckingTools(Repository repository)
{
    private const string NoAnswer = "The NuGet feed gave no usable answer";

    private readonly string _marker = repository.Path("eng", ".feed", "tools");

    public async Task EnsureReadyAsync()
    {
        string fingerprint = Fingerprint();
        if (File.Exists(_marker) && File.ReadLines(_marker).FirstOrDefault() == fingerprint)
        {
            return;
        }

        Console.WriteLine("Getting the Bicep compiler and PowerShell for the tests …");
        string bicep = await BicepAsync();
        string powerShell = await PowerShellAsync();
        // The feed may answer the next time.
        bool isFinal = !bicep.StartsWith(NoAnswer, StringComparison.Ordinal) && !powerShell.StartsWith(NoAnswer, StringComparison.Ordinal);
        string[] lines = [isFinal ? fingerprint : "ask again", $"bicep={bicep}", $"pwsh={powerShell}"];
        Directory.CreateDirectory(Path.GetDirectoryName(_marker)!);
        await File.WriteAllLinesAsync(_marker, lines);
    }

    // A path, or the reason why there is none.
    private async Task<string> BicepAsync()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return "The Bicep compiler is only used on Linux on x64.";
        }

        string project = repository.Path("eng", "Tools", "Bicep");
        CapturedRun restore = await ChildProcess.CaptureAsync("dotnet", ["restore", project], repository.Root);
        if (restore.ExitCode != 0)
        {
            return IsAbsent(restore) ? "The NuGet feed lacks the Bicep compiler." : $"{NoAnswer} about the Bicep compiler.";
        }

        CapturedRun folder = await ChildProcess.CaptureAsync("dotnet", ["msbuild", project, "-getProperty:NuGetPackageRoot"], repository.Root);
        string[] versions = Directory.GetDirectories(Path.Combine(folder.Output.Trim(), "azure.bicep.commandline.linux-x64"));
        return Path.Combine(versions.Single(version => IsPinned(project, version)), "tools", "bicep");
    }

    private async Task<string> PowerShellAsync()
    {
        string folder = repository.Path("eng", "Tools", "PowerShell");
        CapturedRun restore = await ChildProcess.CaptureAsync("dotnet", ["tool", "restore"], folder);
        return restore.ExitCode == 0 ? folder
            : IsAbsent(restore) ? "The NuGet feed lacks PowerShell as a tool of .NET."
            : $"{NoAnswer} about PowerShell.";
    }

    private static bool IsPinned(string project, string folder) =>
        File.ReadAllText(Path.Combine(project, "Bicep.csproj")).Contains($"[{Path.GetFileName(folder)}]", StringComparison.Ordinal);

    private static bool IsAbsent(CapturedRun run) =>
        run.Output.Contains("NU110", StringComparison.Ordinal) || run.Output.Contains("is not found in NuGet feeds", StringComparison.Ordinal);

    private string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(
    [
        .. File.ReadAllBytes(repository.Path("eng", "Tools", "Bicep", "Bicep.csproj")),
        .. File.ReadAllBytes(repository.Path("eng", "Tools", "PowerShell", "dotnet-tools.json")),
    ]));
}
