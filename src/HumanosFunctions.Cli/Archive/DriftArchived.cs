using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Lists the types, versions and members in the archive that this version of the app does not know: how often, first and last.</summary>
internal sealed class DriftArchived(EventArchive archive, TextWriter output, TextWriter error, TimeProvider time, bool asJson)
{
    // A sender can choose any number of different names.
    private const int MaxRows = 10_000;
    private const string Others = "(others)";

    private static readonly string[] Headings = ["KIND", "SUBJECT", "NAME", "EVENTS", "FIRST", "LAST"];

    private readonly Dictionary<(string Kind, string Subject, string Name), DriftCount> _rows = [];

    public async Task<int> RunAsync(ArchiveFilter filter, CancellationToken cancellationToken)
    {
        int problems = 0;
        using (var progress = ProgressLine.OnError(time, "archive"))
        {
            await foreach (ArchiveReading reading in filter.ReadAsync(archive, progress, cancellationToken))
            {
                if (reading is ArchiveReading.Found { Event: var archived })
                {
                    Add(archived);
                }
                else
                {
                    problems++;
                    await (asJson ? output : error).WriteLineAsync(ArchivedText.ProblemOf(reading, asJson));
                }
            }
        }

        await WriteAsync();
        return problems == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private void Add(ArchivedEvent archived)
    {
        if (HumanosEvent.Parse(archived.Body) is not EventParsing.Parsed { Event: HumanosEvent parsed })
        {
            Count("body", archived, "not a JSON object");
            return;
        }

        EventDrift drift = EventDrift.Of(parsed, maxNames: int.MaxValue);
        if (drift.HasUnknownType)
        {
            Count("type", archived, archived.Header.Text(EventProperties.Type) ?? RoutingKey.Unknown);
        }

        if (drift.Version is { } version)
        {
            Count("version", archived, version);
        }

        foreach (string member in drift.Members)
        {
            Count("member", archived, member);
        }
    }

    private void Count(string kind, ArchivedEvent archived, string name)
    {
        (string, string, string) key = (kind, RoutingKey.Word(archived.Header.Subject ?? RoutingKey.Unknown), name);
        if (!_rows.ContainsKey(key) && _rows.Count >= MaxRows)
        {
            key = (kind, "", Others);
        }

        _rows[key] = _rows.TryGetValue(key, out DriftCount? count) ? count.With(archived.Header.ReceivedAt) : new DriftCount(1, archived.Header.ReceivedAt, archived.Header.ReceivedAt);
    }

    private async Task WriteAsync()
    {
        var rows = _rows.OrderBy(row => row.Key).ToList();
        if (asJson)
        {
            foreach (((string kind, string subject, string name), DriftCount count) in rows)
            {
                await output.WriteLineAsync(JsonOf(kind, subject, name, count));
            }
        }
        else if (rows.Count == 0)
        {
            await output.WriteLineAsync("Every type, version and member is known.");
        }
        else
        {
            await ConsoleTable.WriteAsync(output, Headings, rows.Select(row => (IReadOnlyList<string>)
            [
                row.Key.Kind, row.Key.Subject, row.Key.Name, $"{row.Value.Events}", Rfc3339.Format(row.Value.First), Rfc3339.Format(row.Value.Last),
            ]));
        }
    }

    private static string JsonOf(string kind, string subject, string name, DriftCount count) => JsonLine.Of(json =>
    {
        json.WriteString("kind", kind);
        json.WriteString("subject", subject);
        json.WriteString("name", name);
        json.WriteNumber("events", count.Events);
        json.WriteString("first", Rfc3339.Format(count.First));
        json.WriteString("last", Rfc3339.Format(count.Last));
    });

    private sealed record DriftCount(int Events, DateTimeOffset First, DateTimeOffset Last)
    {
        public DriftCount With(DateTimeOffset receivedAt) =>
            new(Events + 1, receivedAt < First ? receivedAt : First, receivedAt > Last ? receivedAt : Last);
    }
}
