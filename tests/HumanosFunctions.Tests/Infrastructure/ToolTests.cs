using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>What only other programs can tell: the compiler of the templates, and the shells that run the hook.</summary>
public sealed class ToolTests
{
    [ToolFact("bicep")]
    public Task The_templates_compile() => RunAsync("bicep", "build", RepositoryFiles.Path("infra", "main.bicep"), "--stdout");

    [ToolFact("az")]
    public Task The_templates_compile_with_the_command_line_of_Azure() =>
        RunAsync("az", "bicep", "build", "--file", RepositoryFiles.Path("infra", "main.bicep"), "--stdout");

    [ToolFact("sh")]
    public async Task The_hook_prints_the_address_and_how_to_set_each_secret() =>
        AssertSaysWhatToDo(await RunAsync("sh", RepositoryFiles.Path("infra", "hooks", "postprovision.sh")));

    [ToolFact("pwsh")]
    public async Task The_hook_does_the_same_on_Windows() =>
        AssertSaysWhatToDo(await RunAsync("pwsh", "-NoProfile", "-File", RepositoryFiles.Path("infra", "hooks", "postprovision.ps1")));

    private static void AssertSaysWhatToDo(string output)
    {
        Assert.Contains("https://app.invalid/api/webhook", output, StringComparison.Ordinal);
        Assert.All(
            ["humanos-webhook-signature-secret", "humanos-webhook-encryption-secret", "humanos-webhook-encryption-salt"],
            secret => Assert.Contains($"az keyvault secret set --vault-name kv-test --name {secret} --value '<the secret>'", output, StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HUMANOS_WEBHOOK_URL"] = "https://app.invalid/api/webhook";
        start.Environment["HUMANOS_KEY_VAULT"] = "kv-test";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, error);
        return await output;
    }
}
