using System.Text;
using EndToEnd.Serving;

namespace EndToEnd.Packages;

/// <summary>The operator's commands as the tool <c>humanos</c>, installed from the folder with the packages.</summary>
public sealed class ToolTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-tool-");
    private PackedPackages _packed = null!;

    public async Task InitializeAsync()
    {
        _packed = await PackedPackages.Once;
        await CommandRun.SucceedAsync(
            "dotnet", ["tool", "install", PackedPackages.Tool, "--tool-path", _folder.FullName, "--source", _packed.Folder, "--version", _packed.Version], _folder.FullName, environment: PackedPackages.ForConsumers);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_says_which_version_it_is() =>
        Assert.StartsWith(_packed.Version, (await HumanosAsync("--version")).Lines.Single(), StringComparison.Ordinal);

    [Fact]
    public async Task It_sends_a_sample_and_looks_at_dead_letters_of_an_ingestor_elsewhere()
    {
        await HumanosAsync("send", "2026-05-17/test", "--url", ingestor.Webhook.AbsoluteUri);

        await HumanosAsync("dlq", "list", "--connection", ingestor.ConnectionString);
    }

    [Fact]
    public void It_has_neither_the_development_host_nor_its_Service_Bus_nor_a_web_server()
    {
        string[] files = [.. _packed.EntriesOf(PackedPackages.Tool).Select(entry => Path.GetFileName(entry)!)];

        Assert.Contains("HumanosFunctions.Cli.dll", files);
        Assert.DoesNotContain(files, file => file.StartsWith("HumanosFunctions.Local", StringComparison.Ordinal)
            || file.StartsWith("LocalServiceBus", StringComparison.Ordinal)
            || file.Contains("AspNetCore", StringComparison.Ordinal));
        string program = _packed.EntriesOf(PackedPackages.Tool).Single(entry => entry.EndsWith("/HumanosFunctions.Cli.runtimeconfig.json", StringComparison.Ordinal));
        Assert.DoesNotContain("AspNetCore", Encoding.UTF8.GetString(_packed.Read(PackedPackages.Tool, program)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_it_says_that_one_is_missing()
    {
        CommandRun run = await CommandRun.RunAsync(Path.Combine(_folder.FullName, "humanos"), [], _folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Lines);
    }

    private Task<CommandRun> HumanosAsync(params string[] arguments) =>
        CommandRun.SucceedAsync(Path.Combine(_folder.FullName, "humanos"), arguments, _folder.FullName);
}
