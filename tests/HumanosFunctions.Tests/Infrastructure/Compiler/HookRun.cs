using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>A hook of azd, run by its shell with the variables of an environment, and with an Azure CLI that only writes down its arguments.</summary>
internal sealed record HookRun(int ExitCode, string Output, string Faults, string[] AzureCalls)
{
    public static async Task<HookRun> OfAsync(string hook, string? registration = null, params (string Name, string Value)[] variables)
    {
        DirectoryInfo tools = Directory.CreateTempSubdirectory("humanos-hook-");
        try
        {
            string calls = Path.Combine(tools.FullName, "calls");
            AddAzureCli(tools, calls, registration);
            return await RunAsync(hook, tools, calls, variables);
        }
        finally
        {
            tools.Delete(recursive: true);
        }
    }

    private static async Task<HookRun> RunAsync(string hook, DirectoryInfo tools, string calls, (string Name, string Value)[] variables)
    {
        bool isPowerShell = hook.EndsWith(".ps1", StringComparison.Ordinal);
        string script = RepositoryFiles.Path("infra", "hooks", hook);
        ProcessStartInfo start = isPowerShell
            ? new("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-File", script]) { WorkingDirectory = CheckingTool.PowerShell }
            : new("sh", [script]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["PATH"] = tools.FullName + Path.PathSeparator + start.Environment["PATH"];
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string faults = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new HookRun(process.ExitCode, await output, faults, File.Exists(calls) ? await File.ReadAllLinesAsync(calls) : []);
    }

    // Without a state it fails as the real one does for somebody who has not signed in.
    private static void AddAzureCli(DirectoryInfo tools, string calls, string? registration)
    {
        string file = Path.Combine(tools.FullName, "az");
        File.WriteAllText(file, $"#!/bin/sh\necho \"$*\" >> '{calls}'\n{(registration is null ? "exit 1" : $"[ \"$2\" = register ] || echo {registration}")}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
