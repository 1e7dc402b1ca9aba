using System.Text.Json;
using System.Text.Json.Serialization;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Diagnosis;

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
            await output.WriteLineAsync(asJson ? JsonSerializer.Serialize(finding, Json) : TextOf(finding));
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

    private static string TextOf(Finding finding) => string.Join(
        Environment.NewLine,
        new[] { $"{Word(finding.State),-8}{PlainText.Of(finding.What)}", Line("means", finding.Means), Line("to do", finding.Todo) }.Where(line => line.Length > 0));

    private static string Word(FindingState state) => state.ToString().ToLowerInvariant();

    private static string Line(string kind, string text) => text.Length == 0 ? "" : $"        {kind}: {PlainText.Of(text)}";
}
