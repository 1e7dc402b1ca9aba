using System.Diagnostics;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>Publishes worker programs once for each run, with the settings of a deployment.</summary>
internal static class PublishedWorkers
{
    private static readonly Lazy<Task<string>> App = new(() => PublishAsync("src", "HumanosFunctions"));
    private static readonly Lazy<Task<string>> Bare = new(() => PublishAsync("tests", "BareWorker"));

    /// <returns>The folder of the published function app.</returns>
    public static Task<string> AppAsync() => App.Value;

    /// <returns>The folder of the published bare worker.</returns>
    public static Task<string> BareAsync() => Bare.Value;

    // A feed without the Service Bus extension builds a stand-in for the worker's part of it, which only measures here.
    private static async Task<string> PublishAsync(params string[] project)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("humanos-bench-");
        await ChildProcess.RunAsync("dotnet", ["publish", RepositoryFiles.Path(project), "-c", "Release", "-p:PublishStandIn=true", "-o", folder.FullName, "--nologo", "-v", "quiet"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }
}

/// <summary>A program that must succeed.</summary>
internal static class ChildProcess
{
    public static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {output}");
        }
    }
}
