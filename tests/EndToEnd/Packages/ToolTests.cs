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

    private Task<CommandRun> HumanosAsync(params string[] arguments) =>
        CommandRun.SucceedAsync(Path.Combine(_folder.FullName, "humanos"), arguments, _folder.FullName);
}
