using System.Text.Json;
using System.Text.Json.Serialization;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Diagnosis.Report;

/// <summary>Prints findings: state, what was found, what it means, what to do.</summary>
internal sealed class FindingPrinter(TextWriter output, bool asJson)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <returns>The exit code: a problem is <see cref="ExitCode.Problem"/>.</returns>
    public async Task<int> WriteAsync(IEnumerable<Finding> findings)
    {
        int exitCode = ExitCode.Done;
        foreach (Finding finding in findings)
        {
            exitCode = finding.State == FindingState.Problem ? ExitCode.Problem : exitCode;
            await output.WriteLineAsync(asJson ? JsonSerializer.Serialize(finding, Json) : TextOf(finding, Terminal.HasColors(output)));
        }

        return exitCode;
    }

    public async Task SayAsync(string line)
    {
        if (!asJson)
        {
            await output.WriteLineAsync(line);
        }
    }

    internal static string TextOf(Finding finding, bool hasColors) => string.Join(
        Environment.NewLine,
        new[] { $"{Word(finding.State, hasColors)}{PlainText.Of(finding.What)}", Line("means", finding.Means), Line("to do", finding.Todo) }.Where(line => line.Length > 0));

    private static string Word(FindingState state, bool hasColors)
    {
        string word = $"{state.ToString().ToLowerInvariant(),-8}";
        return !hasColors ? word : state switch
        {
            FindingState.Ok => $"\u001b[32m{word}\u001b[0m",
            FindingState.Problem => $"\u001b[31m{word}\u001b[0m",
            _ => $"\u001b[33m{word}\u001b[0m",
        };
    }

    private static string Line(string kind, string text) => text.Length == 0 ? "" : $"        {kind}: {PlainText.Of(text)}";
}
