using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>What goes wrong is told in a sentence, with an exit code that tells mistakes from troubles.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("replay", "credential")]
    [InlineData("replay", "credential", "1", "--all")]
    [InlineData("replay", "credential", "--all", "--max", "0")]
    [InlineData("replay", "credential", "first")]
    [InlineData("purge", "credential", "--yes")]
    [InlineData("purge", "credential", "--all", "--yes", "--older-than", "7")]
    [InlineData("purge", "credential", "--all", "--yes", "--older-than", "-1.00:00:00")]
    [InlineData("show", "credential")]
    [InlineData("purge", "credential", "--all", "--yes", "--older-than", "36:00:00")]
    [InlineData("list", "--connection", "a", "--namespace", "b")]
    [InlineData("list", "--namespace", "no name")]
    [InlineData]
    public async Task A_command_that_was_not_typed_well_does_nothing(params string[] arguments)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));

        CommandRun run = await bus.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Single(await bus.PeekAsync("credential"));
    }

    [Fact]
    public async Task An_entity_that_does_not_exist_is_named()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();

        CommandRun list = await bus.RunAsync("list", "billing");

        Assert.Equal(1, list.ExitCode);
        Assert.Contains("humanos-events/Subscriptions/billing", OneSentence(list.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_told_with_the_port()
    {
        int port = FreePort.Next();

        CommandRun list = await CommandRun.OfAsync("dlq", "list", "--amqp-port", $"{port}");

        Assert.Equal(1, list.ExitCode);
        Assert.Equal($"127.0.0.1:{port} cannot be reached.", OneSentence(list.Error));
    }

    [Fact]
    public async Task A_key_that_is_not_valid_is_not_allowed()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        string forged = bus.Broker.ConnectionString.Replace("SAS_KEY_VALUE", "forged", StringComparison.Ordinal);

        CommandRun list = await CommandRun.OfAsync("dlq", "list", "--connection", forged);

        Assert.Equal(1, list.ExitCode);
        Assert.StartsWith("Not allowed", OneSentence(list.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        CommandRun list = await CommandRun.OfAsync("dlq", "list", "--connection", "SharedAccessKey=confidential;nonsense");

        Assert.Equal(2, list.ExitCode);
        Assert.DoesNotContain("confidential", OneSentence(list.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_the_topology_does_not_know_is_not_taken_for_one_without_dead_letters()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();

        CommandRun list = await bus.RunAsync("list", "--topic", "other-events");

        Assert.Equal(1, list.ExitCode);
        Assert.StartsWith("The topology file has no topic 'other-events'", OneSentence(list.Error), StringComparison.Ordinal);
    }

    private static string OneSentence(string error) => Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
