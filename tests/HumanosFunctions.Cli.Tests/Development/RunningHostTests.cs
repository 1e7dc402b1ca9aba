using System.Diagnostics;
using System.Text.Json.Nodes;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Tests.Development;

/// <summary>Commands find the host that runs, and no other one.</summary>
public sealed class RunningHostTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-running-");

    private string File => Path.Combine(_data.FullName, "host.json");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void A_host_that_runs_is_found_by_its_folder()
    {
        RunningHost host = RunningHost.OfThisProcess("http://127.0.0.1:4711", 4712);
        host.Write(_data.FullName);

        Assert.Equal(host, RunningHost.Find(_data.FullName));
        Assert.Equal("http://127.0.0.1:4711/api/webhook", host.Webhook.AbsoluteUri);
    }

    [Fact]
    public void The_file_of_a_host_that_was_killed_counts_for_nothing()
    {
        RunningHost.OfThisProcess("http://127.0.0.1:4711", 4712).Write(_data.FullName);
        Rewrite("processId", int.MaxValue - 1);

        Assert.Null(RunningHost.Find(_data.FullName));
    }

    [Fact]
    public void Nor_does_it_if_another_process_has_its_number_now()
    {
        RunningHost.OfThisProcess("http://127.0.0.1:4711", 4712).Write(_data.FullName);
        Rewrite("startedAt", DateTimeOffset.UtcNow - TimeSpan.FromDays(1));

        Assert.Null(RunningHost.Find(_data.FullName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"url":"nonsense","amqpPort":"x"}""")]
    public void A_file_of_another_kind_is_no_host(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Null(RunningHost.Find(_data.FullName));
    }

    [Fact]
    public void A_host_removes_its_own_file_and_leaves_that_of_the_next_one()
    {
        RunningHost first = RunningHost.OfThisProcess("http://127.0.0.1:4711", 4712), second = RunningHost.OfThisProcess("http://127.0.0.1:4713", null);
        second.Write(_data.FullName);

        first.Remove(_data.FullName);
        Assert.Equal(second, RunningHost.Find(_data.FullName));

        second.Remove(_data.FullName);
        Assert.False(System.IO.File.Exists(File));
    }

    private void Rewrite(string member, JsonNode value)
    {
        JsonNode file = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        Assert.NotNull(file[member]);
        file[member] = value;
        System.IO.File.WriteAllText(File, file.ToJsonString());
    }
}
