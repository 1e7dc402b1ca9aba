namespace HumanosFunctions.Cli.Tests.CommandLine;

/// <summary>Every option with every kind of wrong value: one sentence that names it, exit code 2, and nothing begins.</summary>
public sealed class OptionTests
{
    private const string Key = "SharedAccessKeyName=name;SharedAccessKey=confidential";

    [Theory]
    [InlineData("--iv-length", "send", "all", "--iv-length", "0")]
    [InlineData("--iv-length", "send", "all", "--iv-length", "-12")]
    [InlineData("--iv-length", "send", "all", "--iv-length", "twelve")]
    [InlineData("--iv-length", "send", "all", "--iv-length", "99999999999")]
    [InlineData("--url", "send", "all", "--url", "ftp://127.0.0.1/")]
    [InlineData("--url", "send", "all", "--url", "127.0.0.1")]
    [InlineData("--port", "send", "all", "--url", "http://127.0.0.1:1/", "--port", "1")]
    [InlineData("--port", "send", "all", "--port", "70000")]
    [InlineData("--again", "send", "all", "--again", "--set", "a=1")]
    [InlineData("--set", "send", "all", "--set", "a")]
    [InlineData("--set", "send", "all", "--set", "=1")]
    [InlineData("--set", "send", "all", "--set", "a..b=1")]
    [InlineData("--count", "send", "all", "--count", "0")]
    [InlineData("--rate", "send", "all", "--rate", "-1")]
    [InlineData("--fault", "send", "all", "--fault", "nonsense")]
    [InlineData("--max", "events", "peek", "audit", "--max", "0")]
    [InlineData("--namespace", "events", "tail", "--namespace", "no name")]
    [InlineData("--amqp-port", "events", "tail", "--amqp-port", "5000", "--namespace", "b")]
    [InlineData("--at", "diagnose", "/proc/self/status", "--at", "yesterday")]
    [InlineData("--body", "diagnose", "--body", "/proc/self/status")]
    [InlineData("--url", "diagnose", "--url", "127.0.0.1")]
    [InlineData("--url", "diagnose", "/proc/self/status", "--url", "http://127.0.0.1:1/")]
    [InlineData("FILE", "diagnose", "/nowhere/file")]
    [InlineData("--amqp-port", "dlq", "list", "--amqp-port", "0")]
    [InlineData("--amqp-port", "dlq", "list", "--amqp-port", "abc")]
    [InlineData("--max", "dlq", "list", "--max", "abc")]
    [InlineData("--max", "dlq", "list", "--max", "0")]
    [InlineData("--max", "dlq", "replay", "credential", "--all", "--max", "1e6")]
    [InlineData("--since", "dlq", "list", "--since", "yesterday")]
    [InlineData("--since", "dlq", "list", "--since", "7")]
    [InlineData("--until", "dlq", "list", "--since", "1h", "--until", "2h")]
    [InlineData("--from", "dlq", "list", "--from", "yesterday")]
    [InlineData("--to", "quarantine", "list", "--data", "/tmp", "--from", "1h", "--to", "2h")]
    [InlineData("--until", "events", "list", "--data", "/tmp", "--since", "1h", "--until", "2h")]
    [InlineData("--since", "export", "--output", "a", "--data", "/tmp", "--since", "yesterday")]
    [InlineData("--event", "dlq", "list", "--event", "")]
    [InlineData("SEQUENCE", "dlq", "replay", "credential", "1", "--reason", "a")]
    [InlineData("--dry-run", "dlq", "purge", "credential", "--all", "--dry-run", "--yes")]
    [InlineData("--until", "quarantine", "list", "--data", "/tmp", "--until", "soon")]
    [InlineData("NAME", "quarantine", "purge", "a", "--reason", "b", "--data", "/tmp")]
    [InlineData("--dry-run", "quarantine", "purge", "--all", "--dry-run", "--yes", "--data", "/tmp")]
    [InlineData("--connection", "dlq", "list", "--connection", "nonsense;confidential")]
    [InlineData("--connection", "dlq", "list", "--connection", "Endpoint=sb://h.example/;" + Key + ";EntityPath=humanos-events")]
    [InlineData("--connection", "dlq", "list", "--connection", "Endpoint=sb://h.example/;" + Key, "--namespace", "b")]
    [InlineData("--amqp-port", "dlq", "list", "--amqp-port", "5000", "--namespace", "b")]
    [InlineData("--topic", "dlq", "list", "--topic", " ")]
    [InlineData("--namespace", "dlq", "list", "--namespace", "no name")]
    [InlineData("SEQUENCE", "dlq", "show", "credential", "first")]
    [InlineData("'show' requires the argument SEQUENCE.", "dlq", "show", "credential")]
    [InlineData("'peek' requires the argument SUBSCRIPTION.", "events", "peek")]
    [InlineData("'find' requires the argument PERSON.", "person", "find", "--data", "/tmp")]
    [InlineData("SEQUENCE", "dlq", "purge", "credential", "first", "--yes")]
    [InlineData("--older-than", "dlq", "purge", "credential", "--all", "--yes", "--older-than", "7")]
    [InlineData("--amqp-port", "quarantine", "list", "--data", "/tmp", "--amqp-port", "99999")]
    [InlineData("--data", "quarantine", "list", "--data", "/nowhere/data")]
    [InlineData("--data", "quarantine", "list", "--data", "/proc/self/status")]
    [InlineData("--data", "quarantine", "list", "--data", "/tmp", "--storage", "account")]
    [InlineData("--storage", "quarantine", "list", "--storage", "")]
    [InlineData("--vault", "quarantine", "list", "--storage", "account", "--vault", "vault")]
    [InlineData("--storage is missing", "quarantine", "list", "--vault", "https://vault.example/")]
    [InlineData("--namespace is missing", "quarantine", "replay", "--all", "--storage", "account", "--vault", "https://vault.example/")]
    [InlineData("--vault is missing", "person", "erase", "a", "--storage", "account", "--namespace", "b")]
    [InlineData("--storage is missing", "person", "find", "a", "--vault", "https://vault.example/")]
    [InlineData("--vault is missing", "state", "rebuild", "--storage", "account")]
    [InlineData("--vault is missing", "export", "--person", "a", "--output", "b", "--storage", "account")]
    [InlineData("Give --data for the local ingestor, or --storage and --vault for one in Azure.", "state", "rebuild", "--data", "/tmp", "--storage", "account")]
    [InlineData("--data and --amqp-port for the local ingestor, or --storage, --namespace and --vault", "person", "erase", "a", "--amqp-port", "1", "--storage", "account")]
    [InlineData("--data", "person", "find", "a", "--data", "/nowhere/data")]
    [InlineData("--yes", "state", "rebuild", "--yes", "--data", "/tmp")]
    [InlineData("a filter", "dlq", "purge", "credential", "--yes")]
    [InlineData("a filter", "quarantine", "purge", "--yes", "--data", "/tmp")]
    [InlineData("--older-than", "quarantine", "purge", "--data", "/tmp", "--all", "--older-than", "24:00:00")]
    public async Task A_mistake_is_one_sentence_that_names_the_option(string named, params string[] arguments)
    {
        CommandRun run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", run.Output, StringComparison.Ordinal);
    }
}
