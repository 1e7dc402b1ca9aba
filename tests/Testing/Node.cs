using System.Diagnostics;

namespace Testing;

/// <summary>Runs Node and npm, if the machine has them, as independent implementations to compare with.</summary>
public static class Node
{
    // Test classes that share a folder run in parallel, but npm does not support concurrent installations in one folder.
    private static readonly SemaphoreSlim OneInstallation = new(1, 1);

    public static bool IsPresent { get; } = Answers("node") && Answers(Npm);

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Installs the packages of a folder's package.json, once and after each change of the file.</summary>
    public static async Task InstallAsync(string folder)
    {
        await OneInstallation.WaitAsync();
        try
        {
            await InstallWhereItChangedAsync(folder);
        }
        finally
        {
            OneInstallation.Release();
        }
    }

    public static Task<string> RunScriptAsync(
        string script, IEnumerable<string> arguments, string? input = null, IEnumerable<KeyValuePair<string, string>>? environment = null) =>
        RunAsync("node", [script, .. arguments], Path.GetDirectoryName(script)!, input, environment);

    private static async Task InstallWhereItChangedAsync(string folder)
    {
        string wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package.json"));
        string marker = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted)
        {
            return;
        }

        await RunAsync(Npm, ["install", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"], folder, input: null);

        // npm creates no folder for a package.json without dependencies.
        Directory.CreateDirectory(Path.GetDirectoryName(marker)!);
        await File.WriteAllTextAsync(marker, wanted);
    }

    private static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string folder, string? input, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
    }

    private static bool Answers(string program)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
