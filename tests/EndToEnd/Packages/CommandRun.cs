using System.Diagnostics;

namespace EndToEnd.Packages;

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Fails the test where the program fails.</summary>
    public static async Task<CommandRun> SucceedAsync(
        string program, string[] arguments, string folder, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        CommandRun run = await RunAsync(program, arguments, folder, input, environment);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {run.Output}");
        return run;
    }

    public static async Task<CommandRun> RunAsync(
        string program, string[] arguments, string folder, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        KeepTheTestHostsSettingsFrom(start);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output + await error);
    }

    private static void KeepTheTestHostsSettingsFrom(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Servers that build for the next caller outlive this one and would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
    }
}
