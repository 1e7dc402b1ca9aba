using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Writes a line for each event, oldest first and, for people, their number. Names what is damaged, and continues.</summary>
internal sealed class ListArchived(EventArchive archive, TextWriter output, TimeProvider time, bool asJson, bool withPayload)
{
    // An hour with more events is sorted in parts, so that the memory is bounded.
    private const int MaxPartCount = 10_000;
    private const int MaxPartLength = 16 * 1024 * 1024;
    private const int HourLength = 13;

    private readonly List<(DateTimeOffset ReceivedAt, string Line)> _part = [];
    private int _length;

    public async Task<int> RunAsync(ArchiveFilter filter, CancellationToken cancellationToken)
    {
        int count = 0, problems = 0;
        string hour = "";
        using var progress = ProgressLine.OnError(time, "archive");
        await foreach (ArchiveReading reading in filter.ReadAsync(archive, progress, cancellationToken))
        {
            if (_part.Count == MaxPartCount || _length > MaxPartLength || (_part.Count > 0 && !reading.Name.StartsWith(hour, StringComparison.Ordinal)))
            {
                await WritePartAsync();
            }

            hour = reading.Name[..HourLength];
            if (reading is ArchiveReading.Found { Event: var archived })
            {
                string text = TextOf(archived);
                _part.Add((archived.Header.ReceivedAt, text));
                _length += text.Length;
                count++;
            }
            else
            {
                await output.WriteLineAsync(ArchivedText.ProblemOf(reading, asJson));
                problems++;
            }
        }

        await WritePartAsync();
        progress.Dispose();
        if (!asJson)
        {
            await output.WriteLineAsync(problems == 0 ? $"{count} events" : $"{count} events, {problems} not readable");
        }

        return problems == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private string TextOf(ArchivedEvent archived) =>
        asJson ? ArchivedText.JsonOf(archived, withPayload)
        : withPayload ? $"{ArchivedText.LineOf(archived.Header)}{Environment.NewLine}{PlainText.Of(System.Text.Encoding.UTF8.GetString(archived.Body.Span))}"
        : ArchivedText.LineOf(archived.Header);

    private async Task WritePartAsync()
    {
        foreach ((_, string line) in _part.OrderBy(entry => entry.ReceivedAt))
        {
            await output.WriteLineAsync(line);
        }

        _part.Clear();
        _length = 0;
    }
}
