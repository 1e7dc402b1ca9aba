using Azure;
using Azure.Identity;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Quarantine;

/// <summary>What goes wrong is told in a sentence, with an exit code that tells mistakes from troubles.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData]
    [InlineData("show")]
    [InlineData("replay")]
    [InlineData("purge", "--yes")]
    [InlineData("purge", "name", "--all", "--yes")]
    [InlineData("purge", "--all", "--yes", "--older-than", "30")]
    [InlineData("purge", "--all", "--yes", "--storage", "account.blob.core.windows.net")]
    [InlineData("purge", "--all", "--yes", "--vault", "https://vault.example/")]
    [InlineData("replay", "--all", "--storage", "account", "--namespace", "no name", "--vault", "https://vault.example/")]
    [InlineData("replay", "--all", "--storage", "account", "--namespace", "name", "--vault", "vault")]
    [InlineData("replay", "--all", "--storage", "account", "--namespace", "name")]
    public async Task A_command_that_was_not_typed_well_does_nothing(params string[] arguments)
    {
        using var kept = new KeptDeliveries();
        await kept.KeepAsync(TimeSpan.FromDays(1));

        CommandRun run = await kept.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Single(await kept.NamesAsync());
    }

    [Fact]
    public async Task What_is_not_kept_cannot_be_shown()
    {
        using var kept = new KeptDeliveries();

        CommandRun show = await kept.RunAsync("show", "2020/01/01/nothing");

        Assert.Equal(1, show.ExitCode);
        Assert.StartsWith("2020/01/01/nothing: not in quarantine", show.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_told()
    {
        using var kept = new KeptDeliveries();

        CommandRun replay = await kept.RunAsync(
            "replay", "--all", "--storage", "account", "--namespace", "name", "--vault", $"https://127.0.0.1:{FreePort.Next()}/");

        Assert.Equal(1, replay.ExitCode);
        Assert.StartsWith("No answer from Azure", replay.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Azure_answers_is_a_sentence() =>
        Assert.Equal("Azure answered 403 AuthorizationFailure.", StorageProblem.Explain(new RequestFailedException(403, "long", "AuthorizationFailure", null)));

    [Fact]
    public void So_is_an_Azure_that_does_not_answer_any_of_several_attempts() => Assert.StartsWith(
        "No answer from Azure",
        StorageProblem.Explain(new AggregateException(new RequestFailedException("first"), new RequestFailedException("last"))),
        StringComparison.Ordinal);

    [Fact]
    public void So_is_a_sign_in_that_failed() =>
        Assert.Contains("az login", StorageProblem.Explain(new CredentialUnavailableException("long")), StringComparison.Ordinal);

    [Fact]
    public void A_fault_of_ours_keeps_its_trace() => Assert.Null(StorageProblem.Explain(new AggregateException(new InvalidOperationException())));
}
