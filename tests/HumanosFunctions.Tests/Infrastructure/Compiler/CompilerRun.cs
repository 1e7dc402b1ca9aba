using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>How the compiler ended. It ends with 0 on warnings, and a fault of a type is a warning: only silence is good.</summary>
internal sealed record CompilerRun(int ExitCode, string Output, string Faults)
{
    public bool IsGood => ExitCode == 0 && Faults.Length == 0;

    public static async Task<CompilerRun> OfAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(CheckingTool.Bicep, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The program needs no ICU then, and unpacks itself into a folder of its own.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = Path.Combine(Path.GetTempPath(), "humanos-bicep");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string faults = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CompilerRun(process.ExitCode, await output, faults.Trim());
    }
}
