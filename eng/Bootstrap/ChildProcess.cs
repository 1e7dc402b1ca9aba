using System.Diagnostics;

namespace Bootstrap;

/// <summary>Runs a program to its end, with its output on the console or captured.</summary>
public static class ChildProcess
{
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using Process process = Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public static async Task<CapturedRun> CaptureAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using Process process = Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CapturedRun(process.ExitCode, await output + await error);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BootstrapException($"'{start.FileName}' is not on the PATH.");
        }
    }
}

/// <summary>The exit code of a captured program, and its output.</summary>
public sealed record CapturedRun(int ExitCode, string Output);

/// <summary>A problem of this machine. The message tells you what to do.</summary>
public sealed class BootstrapException(string message) : Exception(message);
