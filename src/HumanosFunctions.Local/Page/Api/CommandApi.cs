using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using HumanosFunctions.Cli;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>Which of an entity's dead letters, or of the quarantine, are meant.</summary>
internal sealed record Selection(IReadOnlyList<string>? Sequences, IReadOnlyList<string>? Names, bool All);

/// <summary>
/// What the page changes, it changes through the operator's own commands: one way to do it, with one set of checks. The
/// answer is what the command wrote.
/// </summary>
/// <param name="broker">The options that name the broker.</param>
/// <param name="place">The options that name the quarantine.</param>
internal sealed class CommandApi(Func<string[]> broker, Func<string[]> place)
{
    public async Task ListQuarantineAsync(HttpContext http)
    {
        (int exitCode, string output, string error) = await RunAsync(["quarantine", "list", "--json", .. place().Take(2)], http.RequestAborted);
        // Items without a header make the exit code a problem, and are listed with the others.
        await (exitCode == 0 || error.Length == 0
            ? PageJson.AnswerAsync(http, new { deliveries = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)) })
            : PageJson.RefuseAsync(http, StatusCodes.Status502BadGateway, error.Trim()));
    }

    public Task ReplayDeadLettersAsync(HttpContext http) => ChangeDeadLettersAsync(http, "replay");

    public Task PurgeDeadLettersAsync(HttpContext http) => ChangeDeadLettersAsync(http, "purge", "--yes");

    public Task ReplayQuarantineAsync(HttpContext http) => ChangeQuarantineAsync(http, "replay");

    public Task PurgeQuarantineAsync(HttpContext http) => ChangeQuarantineAsync(http, "purge", "--yes");

    private async Task ChangeDeadLettersAsync(HttpContext http, string action, params string[] options)
    {
        string entity = (string)http.Request.RouteValues["name"]!;
        string[]? chosen = await PageJson.ReadAsync<Selection>(http) switch
        {
            { All: true } => ["--all"],
            { Sequences: { Count: > 0 } sequences } when sequences.All(sequence => long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out _)) => [.. sequences],
            _ => null,
        };
        await AnswerAsync(http, entity.StartsWith('-') ? null : chosen, ["dlq", action, entity], [.. options, .. broker()]);
    }

    private async Task ChangeQuarantineAsync(HttpContext http, string action, params string[] options)
    {
        string[]? chosen = await PageJson.ReadAsync<Selection>(http) switch
        {
            { All: true } => ["--all"],
            { Names: { Count: > 0 } names } when !names.Any(name => name.StartsWith('-')) => [.. names],
            _ => null,
        };
        await AnswerAsync(http, chosen, ["quarantine", action], [.. options, .. place()]);
    }

    private static async Task AnswerAsync(HttpContext http, string[]? chosen, string[] command, string[] options)
    {
        if (chosen is null)
        {
            await PageJson.RefuseAsync(http, StatusCodes.Status400BadRequest, "Name what is meant, or all of it.");
            return;
        }

        (int exitCode, string output, string error) = await RunAsync([.. command, .. chosen, .. options], http.RequestAborted);
        string[] lines = [.. (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        await PageJson.AnswerAsync(http, new { isDone = exitCode == 0, lines });
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        // The host handles Ctrl+C and SIGTERM itself.
        int exitCode = await OperatorCommandLine.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
        return (exitCode, output.ToString(), error.ToString());
    }
}
