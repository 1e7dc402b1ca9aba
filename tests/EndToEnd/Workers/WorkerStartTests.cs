using System.Net;
using System.Net.Sockets;
using EndToEnd.Serving;

namespace EndToEnd.Workers;

/// <summary>A worker that cannot be started ends the program with one sentence.</summary>
public sealed class WorkerStartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-worker-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_folder_without_worker_config_json_is_named() =>
        Assert.Contains(Path.Combine(_data.FullName, "worker.config.json"), await RefusedAsync("--worker", _data.FullName), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"description":{"defaultExecutablePath":null}}""")]
    public async Task A_worker_config_json_that_says_nothing_is_named(string json)
    {
        await WriteConfigAsync(json);

        Assert.Contains("worker.config.json", await RefusedAsync("--worker", _data.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await WriteConfigAsync("""{"description":{"defaultExecutablePath":"no-such-program"}}""");

        Assert.Contains("no-such-program", await RefusedAsync("--worker", _data.FullName), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_worker_that_dies_at_its_start_is_said_to_with_its_exit_code_and_what_it_said()
    {
        await WriteScriptAsync("echo 'nothing works here' >&2; exit 7");

        Assert.Equal(
            "The worker ended with exit code 7 before it was ready: nothing works here",
            await RefusedAsync("--worker", _data.FullName));
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_the_option_that_changes_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        string line = await RefusedAsync("--worker", "--worker-port", $"{port}");

        Assert.Contains($"{port}", line, StringComparison.Ordinal);
        Assert.Contains("--worker-port", line, StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(params string[] options)
    {
        await using LocalProcess process = LocalProcess.Start(["--port", "0", "--amqp-port", "0", "--data", _data.FullName, .. options]);

        Assert.Equal(2, await process.WaitForExitAsync());
        await Eventually.IsTrueAsync(() => process.Lines.Count > 0, "it says why");
        return Assert.Single(process.Lines);
    }

    private Task WriteConfigAsync(string json) => File.WriteAllTextAsync(Path.Combine(_data.FullName, "worker.config.json"), json);

    private async Task WriteScriptAsync(string script)
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "worker.sh"), script);
        await WriteConfigAsync("""{"description":{"defaultExecutablePath":"/bin/sh","defaultWorkerPath":"worker.sh"}}""");
    }
}
