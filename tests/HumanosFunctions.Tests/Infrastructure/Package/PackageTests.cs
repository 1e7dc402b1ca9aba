namespace HumanosFunctions.Tests.Infrastructure.Package;

/// <summary>The package that azd deploys: with host.json at its top, and without settings, secrets and tools.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Project = RepositoryFiles.Path("src", "HumanosFunctions", "HumanosFunctions.csproj");
    private static readonly bool InGap = File.Exists(RepositoryFiles.Path("eng", ".feed", "gap"));

    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_would_hold_the_app_and_its_host_settings_and_nothing_private() =>
        Assert.Empty((await PackageFiles.EvaluateAsync(Project)).Faults("host.json", "HumanosFunctions.dll", "HumanosFunctions.deps.json"));

    [Fact]
    public async Task Publishing_makes_it_or_says_why_it_cannot()
    {
        string[] mode = InGap ? ["--no-build"] : [];
        DotnetCommand publish = await DotnetCommand.RunAsync(["publish", Project, "-c", "Release", "--nologo", "--output", _folder, .. mode]);

        if (InGap)
        {
            Assert.NotEqual(0, publish.ExitCode);
            Assert.Contains("Publish from a machine with the full feed (dotnet publish -p:PackageGap=false)", publish.Output, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(_folder));
            return;
        }

        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.Empty(PackageFiles.In(_folder).Faults("host.json", "functions.metadata", "worker.config.json", "HumanosFunctions.dll", "Humanos.Webhooks.dll"));
    }

    [Fact]
    public async Task Local_settings_stay_at_home_even_where_they_exist() =>
        Assert.Equal(["host.json"], (await PackageFiles.LooseAsync(CopyOfTheProject(source => source))).Names);

    [Fact]
    public async Task Local_settings_that_would_be_deployed_are_found()
    {
        string project = CopyOfTheProject(source => source.Replace("CopyToPublishDirectory=\"Never\"", "CopyToPublishDirectory=\"PreserveNewest\"", StringComparison.Ordinal));

        Assert.Equal(["local.settings.json does not belong there"], (await PackageFiles.LooseAsync(project)).Faults("host.json"));
    }

    [Fact]
    public async Task A_host_file_that_would_stay_behind_is_found()
    {
        string project = CopyOfTheProject(source => source.Replace("Link=\"host.json\"", "Link=\"settings/host.json\"", StringComparison.Ordinal));

        Assert.Equal(["host.json is missing"], (await PackageFiles.LooseAsync(project)).Faults("host.json"));
    }

    [Fact]
    public void Tools_and_keys_are_found() =>
        Assert.Equal(
            ["signing.pfx does not belong there", "xunit.core.dll is not of the app", "LocalServiceBus.dll is not of the app"],
            new PackageFiles(["host.json", "signing.pfx", "xunit.core.dll", "LocalServiceBus.dll"]).Faults("host.json"));

    private string CopyOfTheProject(Func<string, string> change)
    {
        string source = File.ReadAllText(Project);
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "src", "HumanosFunctions")).FullName;
        string project = Path.Combine(folder, "HumanosFunctions.csproj");
        File.WriteAllText(project, change(source));
        File.Copy(RepositoryFiles.Path("eng", "Publish.props"), Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "eng")).FullName, "Publish.props"));
        File.WriteAllText(Path.Combine(_folder, "host.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "local.settings.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        return project;
    }
}
