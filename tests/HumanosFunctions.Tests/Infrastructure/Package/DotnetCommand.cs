using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure.Package;

/// <summary>What the .NET command line answers, what it complains of, and whether it succeeded.</summary>
internal sealed record DotnetCommand(int ExitCode, string Answer, string Complaints)
{
    public string Output => Answer + Complaints;

    public static async Task<DotnetCommand> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host tells its own MSBuild must not reach this one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new DotnetCommand(process.ExitCode, answer, await error);
    }
}
