using System.Text.Json;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;
using LocalServiceBus;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Cli.Tests.Diagnosis;

/// <summary><c>diagnose</c> of a set-up: what runs, what does not, and what to do.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-diagnose-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task All_is_well_where_app_and_topic_answer()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await using LoopbackServer app = await AppAsync("""{"dependencies":{"secrets":"reachable","store":"reachable"}}""");
        RunningHost.OfThisProcess(app.Address.AbsoluteUri.TrimEnd('/'), bus.Broker.Port).Write(_data.FullName);

        CommandRun diagnosis = await DiagnoseAsync();

        Assert.Equal(0, diagnosis.ExitCode);
        Assert.DoesNotContain(diagnosis.Lines, line => line.StartsWith("problem", StringComparison.Ordinal));
        foreach (string expected in new[] { "The settings are valid.", "can be written.", "The signature secret is set", "The app reaches: secrets.", "The clocks agree.", "credential is there.", "humanos-retry is there." })
        {
            Assert.Contains(diagnosis.Lines, line => line.StartsWith("ok ", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_missing_is_a_problem_with_what_it_means_and_what_to_do()
    {
        await using DevelopmentBroker bare = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Parse("""{"UserConfig":{"Namespaces":[{"Name":"n","Topics":[]}]}}""") });
        await using LoopbackServer app = await AppAsync("""{"dependencies":{"store":"unreachable"}}""");
        RunningHost.OfThisProcess(app.Address.AbsoluteUri.TrimEnd('/'), bare.Port).Write(_data.FullName);

        CommandRun diagnosis = await DiagnoseAsync();

        Assert.Equal(1, diagnosis.ExitCode);
        Assert.Contains(diagnosis.Lines, line => line.StartsWith("problem", StringComparison.Ordinal) && line.EndsWith("The app does not reach: store.", StringComparison.Ordinal));
        Assert.Contains(diagnosis.Lines, line => line.EndsWith("credential is missing.", StringComparison.Ordinal));
        Assert.Equal(
            diagnosis.Lines.Count(line => line.StartsWith("problem", StringComparison.Ordinal)),
            diagnosis.Lines.Count(line => line.StartsWith("to do:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_app_and_a_Service_Bus_that_do_not_answer_are_both_named_and_the_rest_is_examined()
    {
        int port = FreePort.Next();
        RunningHost.OfThisProcess($"http://127.0.0.1:{port}", FreePort.Next()).Write(_data.FullName);

        CommandRun diagnosis = await DiagnoseAsync("--json");

        Assert.Equal(1, diagnosis.ExitCode);
        JsonElement[] findings = [.. diagnosis.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Contains(findings, finding => IsProblem(finding, $"Nothing answers at 127.0.0.1:{port}."));
        Assert.Contains(findings, finding => IsProblem(finding, "The local Service Bus cannot be queried"));
        Assert.Contains(findings, finding => finding.GetProperty("what").GetString() == "The settings are valid.");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Another_program_in_the_apps_place_is_told(string answer)
    {
        await using LoopbackServer other = await AppAsync(answer);

        CommandRun diagnosis = await DiagnoseAsync("--url", other.Address.AbsoluteUri);

        Assert.Equal(1, diagnosis.ExitCode);
        Assert.Contains("which is not an answer of this app", diagnosis.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told()
    {
        await using LoopbackServer app = await AppAsync("""{"dependencies":{}}""", DateTimeOffset.UtcNow - TimeSpan.FromHours(1));

        CommandRun diagnosis = await DiagnoseAsync("--url", app.Address.AbsoluteUri);

        Assert.Contains(diagnosis.Lines, line => line.StartsWith("problem The clock of this machine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        RunningHost.OfThisProcess($"http://127.0.0.1:{FreePort.Next()}", FreePort.Next()).Write(_data.FullName);

        CommandRun diagnosis = await DiagnoseAsync();

        Assert.DoesNotContain(Sender.SignatureSecret, diagnosis.Output + diagnosis.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Sender.EncryptionSecret, diagnosis.Output + diagnosis.Error, StringComparison.Ordinal);
    }

    private static bool IsProblem(JsonElement finding, string what) =>
        finding.GetProperty("state").GetString() == "problem" && finding.GetProperty("what").GetString()!.StartsWith(what, StringComparison.Ordinal);

    private static async Task<LoopbackServer> AppAsync(string health, DateTimeOffset? clock = null)
    {
        var app = new LoopbackServer(async http =>
        {
            if (clock is { } date)
            {
                http.Response.Headers.Date = date.ToString("R");
            }

            await http.Response.WriteAsync(health);
        });
        await app.StartAsync();
        return app;
    }

    private Task<CommandRun> DiagnoseAsync(params string[] arguments) => CommandRun.OfAsync(["diagnose", "--data", _data.FullName, .. arguments]);
}
