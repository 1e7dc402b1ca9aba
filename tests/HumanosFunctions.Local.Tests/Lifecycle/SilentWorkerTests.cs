using System.Diagnostics;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Worker;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Tests.Lifecycle;

public sealed class SilentWorkerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-silent-");
    private readonly TemporaryFile _hostJson = new("{}");

    public void Dispose()
    {
        _hostJson.Dispose();
        _folder.Delete(recursive: true);
    }

    [UnixFact]
    public async Task A_worker_that_answers_nothing_is_ended_when_its_time_is_over()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "worker.sh"), "echo $$ > id; exec sleep 600");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "worker.config.json"),
            """{"description":{"defaultExecutablePath":"/bin/sh","defaultWorkerPath":"worker.sh"}}""");

        HostConfigurationException refused = await Assert.ThrowsAsync<HostConfigurationException>(() => LocalFunctionsHost.StartAsync(new LocalFunctionsHostOptions
        {
            Worker = new WorkerOptions { Folder = _folder.FullName, StartTimeout = TimeSpan.FromSeconds(1.5) },
            Configuration = new ConfigurationBuilder().Build(),
            HostJsonPath = _hostJson.Path,
        }));

        Assert.Equal("The worker has not loaded its functions within 1.5 seconds.", refused.Message);
        int id = int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "id")));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }
}
