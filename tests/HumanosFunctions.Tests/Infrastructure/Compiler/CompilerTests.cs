using System.Diagnostics;

namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>Microsoft's compiler has nothing against the templates, and finds what is wrong in them.</summary>
public sealed class CompilerTests
{
    private static readonly string Main = RepositoryFiles.Path("infra", "main.bicep");

    [CompilerFact]
    public async Task The_templates_compile_without_a_warning() => AssertGood(await CompilerRun.OfAsync("build", Main, "--stdout"));

    [CompilerFact]
    public async Task The_linter_has_nothing_to_say() => AssertGood(await CompilerRun.OfAsync("lint", Main));

    [CompilerFact]
    public async Task Every_template_is_formatted()
    {
        using var copy = new TemplateCopy();
        AssertGood(await CompilerRun.OfAsync("format", "--pattern", Path.Combine(copy.Folder, "**", "*.bicep"), "--newline-kind", "LF"));

        Assert.All(Directory.EnumerateFiles(copy.Folder, "*.bicep", SearchOption.AllDirectories), file =>
            Assert.Equal(
                File.ReadAllText(file),
                File.ReadAllText(RepositoryFiles.Path("infra", Path.GetRelativePath(copy.Folder, file))).ReplaceLineEndings("\n")));
    }

    [CompilerTheory]
    [InlineData("keyvault.bicep", "enableRbacAuthorization", "enableRbacAuthorisation", "BCP089")]
    [InlineData("keyvault.bicep", "vaults@2024-11-01", "vaults@2024-11-02", "BCP081")]
    [InlineData("keyvault.bicep", "name: 'standard'", "name: 'Standart'", "BCP088")]
    public async Task A_planted_fault_is_found(string file, string sound, string faulty, string code)
    {
        using var copy = new TemplateCopy();
        copy.Plant(Path.Combine("modules", file), sound, faulty);

        CompilerRun build = await CompilerRun.OfAsync("build", copy.Main, "--stdout");

        Assert.False(build.IsGood);
        Assert.Contains(code, build.Faults, StringComparison.Ordinal);
    }

    private static void AssertGood(CompilerRun run) => Assert.True(run.IsGood, run.Faults);
}

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
