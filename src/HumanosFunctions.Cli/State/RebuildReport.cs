using System.Globalization;
using System.Text.Json;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.State;

/// <summary>Writes what a rebuild found: ids and kinds of rows, never their content.</summary>
internal sealed class RebuildReport(TextWriter output, bool asJson)
{
    // The first ones are enough for a person. A script reads all of them.
    private const int MaxLines = 100;

    private int _lines;

    /// <summary>A sentence for people.</summary>
    public Task SayAsync(string text) => asJson ? Task.CompletedTask : output.WriteLineAsync(text);

    public void Problem(ArchiveReading reading)
    {
        lock (output)
        {
            output.WriteLine(ArchivedText.ProblemOf(reading, asJson));
        }
    }

    public Task RebuiltAsync(RebuildResult result, TimeSpan duration) => asJson
        ? WriteAsync(json =>
        {
            json.WriteNumber("objects", result.Read);
            json.WriteNumber("handled", result.Handled);
            json.WriteNumber("unprocessable", result.Unprocessable);
            json.WriteNumber("notReadable", result.Problems);
            json.WriteNumber("seconds", duration.TotalSeconds);
        })
        : output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Handled} events of {result.Read} in the archive have state, rebuilt in {duration.TotalSeconds:N1} s ({result.Handled / Math.Max(duration.TotalSeconds, 0.001):N0}/s).{Rest(result)}"));

    public Task DifferenceAsync(StateDifference difference)
    {
        if (asJson)
        {
            return WriteAsync(json =>
            {
                json.WriteString("requestId", difference.Row.RequestId);
                json.WriteString("kind", difference.Row.Kind);
                json.WriteString("key", difference.Row.Key);
                json.WriteString("eventId", difference.Row.EventId);
                json.WriteString("difference", JsonNamingPolicy.CamelCase.ConvertName($"{difference.Kind}"));
            });
        }

        return ++_lines switch
        {
            <= MaxLines => output.WriteLineAsync($"{PlainText.Of(difference.Row.RequestId)}  {difference.Row.Kind}  {PlainText.Of(difference.Row.Key)}  {TextOf(difference.Kind)}"),
            MaxLines + 1 => output.WriteLineAsync("… --json lists all of them."),
            _ => Task.CompletedTask,
        };
    }

    public Task ComparedAsync(DifferenceCount count) => asJson
        ? WriteAsync(json =>
        {
            json.WriteBoolean("equal", count.AreEqual);
            foreach (StateDifferenceKind kind in Enum.GetValues<StateDifferenceKind>())
            {
                json.WriteNumber(kind == StateDifferenceKind.None ? "equalRows" : JsonNamingPolicy.CamelCase.ConvertName($"{kind}"), count[kind]);
            }
        })
        : output.WriteLineAsync(count.AreEqual
            ? $"The states are equal: {count[StateDifferenceKind.None]} rows."
            : $"The states differ: {count[StateDifferenceKind.None]} rows are equal, {count[StateDifferenceKind.Differs]} differ, {count[StateDifferenceKind.OnlyInRunning]} are only in the current state, {count[StateDifferenceKind.OnlyInRebuilt]} only in the rebuilt one.");

    private Task WriteAsync(Action<Utf8JsonWriter> members) => output.WriteLineAsync(JsonLine.Of(members));

    private static string Rest(RebuildResult result) =>
        $"{(result.Unprocessable > 0 ? $" {result.Unprocessable} cannot be processed." : "")}{(result.Problems > 0 ? $" {result.Problems} objects are not readable." : "")}";

    private static string TextOf(StateDifferenceKind kind) => kind switch
    {
        StateDifferenceKind.OnlyInRunning => "only in the current state",
        StateDifferenceKind.OnlyInRebuilt => "only in the rebuilt state",
        _ => "differs",
    };
}
