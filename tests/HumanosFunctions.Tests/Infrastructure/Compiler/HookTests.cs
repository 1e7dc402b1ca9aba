using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>The hooks of azd, in both shells.</summary>
public sealed class HookTests
{
    private static readonly (string, string)[] Outputs = [("HUMANOS_WEBHOOK_URL", "https://app.invalid/api/webhook"), ("HUMANOS_KEY_VAULT", "kv-test")];
    private static readonly (string, string)[] Private = [("HUMANOS_PRIVATE_NETWORK", "true"), ("AZURE_SUBSCRIPTION_ID", "subscription-of-the-test")];

    [ToolFact("sh")]
    public Task The_address_and_how_to_set_each_secret_are_shown() => SaysWhatToDoAsync("postprovision.sh");

    [PowerShellFact]
    public Task On_Windows_they_are_shown_too() => SaysWhatToDoAsync("postprovision.ps1");

    [ToolFact("sh")]
    public Task A_provider_that_a_private_network_needs_is_registered() => RegistersAsync("preprovision.sh");

    [PowerShellFact]
    public Task On_Windows_it_is_registered_too() => RegistersAsync("preprovision.ps1");

    [ToolFact("sh")]
    public Task Somebody_who_has_not_signed_in_is_told_how() => TellsHowAsync("preprovision.sh");

    [PowerShellFact]
    public Task On_Windows_they_are_told_too() => TellsHowAsync("preprovision.ps1");

    [ToolFact("sh")]
    public Task Without_a_private_network_nothing_is_asked() => AsksNothingAsync("preprovision.sh");

    [PowerShellFact]
    public Task On_Windows_nothing_is_asked_either() => AsksNothingAsync("preprovision.ps1");

    private static async Task SaysWhatToDoAsync(string hook)
    {
        HookRun run = await HookRun.OfAsync(hook, null, Outputs);

        Assert.True(run.ExitCode == 0, run.Faults);
        Assert.Contains("https://app.invalid/api/webhook", run.Output, StringComparison.Ordinal);
        Assert.Contains("azd hooks run postprovision", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--value", run.Output, StringComparison.Ordinal);
        Assert.All(
            ["humanos-webhook-signature-secret", "humanos-webhook-encryption-secret", "humanos-webhook-encryption-salt"],
            secret => Assert.Contains($"az keyvault secret set --vault-name kv-test --name {secret} --file secret.txt --encoding utf-8 --output none", run.Output, StringComparison.Ordinal));
    }

    private static async Task RegistersAsync(string hook)
    {
        HookRun absent = await HookRun.OfAsync(hook, "NotRegistered", Private);
        HookRun present = await HookRun.OfAsync(hook, "Registered", Private);

        Assert.True(absent.ExitCode == 0 && present.ExitCode == 0, absent.Faults + present.Faults);
        Assert.Equal("provider register --namespace Microsoft.App --subscription subscription-of-the-test --wait", absent.AzureCalls[^1]);
        Assert.StartsWith("provider show", Assert.Single(present.AzureCalls), StringComparison.Ordinal);
    }

    private static async Task TellsHowAsync(string hook)
    {
        HookRun run = await HookRun.OfAsync(hook, null, Private);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("az provider register --namespace Microsoft.App", run.Faults, StringComparison.Ordinal);
    }

    private static async Task AsksNothingAsync(string hook)
    {
        HookRun run = await HookRun.OfAsync(hook, null, ("HUMANOS_PRIVATE_NETWORK", "false"));

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.AzureCalls);
    }
}

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
