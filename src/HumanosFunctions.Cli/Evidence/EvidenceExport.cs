using System.Globalization;
using System.Text.Json;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>
/// Writes the events of requests, their state and their decisions as files that serve as evidence. The files name what is damaged, missing or
/// contradictory, and the rest is exported.
/// </summary>
internal sealed class EvidenceExport(EventArchive archive, IStateStore store, TextWriter output, TimeProvider time)
{
    private const int PageSize = 500;

    // The names of the archived events by request, and what is wrong with other objects by their names.
    private readonly SortedDictionary<string, List<string>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _damaged = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private int _events;

    /// <param name="selection">Whose events are exported.</param>
    /// <param name="target">A folder or a zip file that does not exist.</param>
    /// <param name="cancellationToken">Stops the export. Then no target exists.</param>
    public async Task<int> RunAsync(EvidenceSelection selection, string target, CancellationToken cancellationToken)
    {
        await FindEventsAsync(selection, cancellationToken);
        await FindStatesAsync(selection, cancellationToken);
        using var folder = new EvidenceFolder(target);
        int requests = await WriteRequestsAsync(selection, folder, cancellationToken);
        if (requests == 0)
        {
            await WriteProblemsAsync();
            await output.WriteLineAsync("Nothing was found, and nothing is written.");
            return ExitCode.Problem;
        }

        await folder.CloseAsync(EvidencePage.Name, cancellationToken);
        string sums = await EvidenceManifest.WriteAsync(folder, json => WriteAbout(json, selection, requests), cancellationToken);
        await folder.CompleteAsync(cancellationToken);
        await WriteProblemsAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{requests} requests, {_events} events, {_problems.Count} problems: {target}"));
        await output.WriteLineAsync($"SHA-256 of {EvidenceManifest.Sums} (store this value separately): {sums}");
        return _problems.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    /// <returns>How many requests were found.</returns>
    private async Task<int> WriteRequestsAsync(EvidenceSelection selection, EvidenceFolder folder, CancellationToken cancellationToken)
    {
        int requests = 0;
        await using var page = new EvidencePage(new StreamWriter(folder.Create(EvidencePage.Name)));
        await page.BeginAsync(selection, time.GetUtcNow());
        foreach (string request in _names.Keys.ToArray())
        {
            if (await CollectAsync(request, selection, folder, cancellationToken) is { } evidence)
            {
                requests++;
                await evidence.WriteAsync(folder, cancellationToken);
                await page.WriteAsync(evidence);
                _problems.AddRange(evidence.Problems.Select(problem => $"Request {request}: {problem}"));
            }
            else if (selection.Keys is not null)
            {
                _problems.Add($"Request {request}: no events and no state were found.");
            }
        }

        _problems.AddRange(_damaged.Select(one => $"Object {one.Key} of the archive: {one.Value}. Its event is not part of this export."));
        await page.EndAsync(_problems);
        return requests;
    }

    private async Task FindEventsAsync(EvidenceSelection selection, CancellationToken cancellationToken)
    {
        foreach (string key in selection.Keys ?? [])
        {
            _names.TryAdd(key, []);
        }

        using var progress = ProgressLine.OnError(time, "archived events");
        int read = 0;
        await foreach (ArchiveReading reading in archive.ReadAllAsync(selection.From, selection.To, cancellationToken: cancellationToken))
        {
            progress.Show(++read);
            if (reading is not ArchiveReading.Found found)
            {
                _damaged[reading.Name] = DamageOf(reading);
            }
            else if (EvidenceSelection.KeyOf(found.Event) is var key && selection.Includes(key))
            {
                Names(key).Add(found.Name);
            }
        }
    }

    // Requests whose events the archive has lost are found in the state only.
    private async Task FindStatesAsync(EvidenceSelection selection, CancellationToken cancellationToken)
    {
        if (selection.Keys is not null)
        {
            return;
        }

        string? continuation = null;
        do
        {
            ChangedPage page = await store.ChangedSinceAsync(selection.From ?? DateTimeOffset.UnixEpoch, continuation, PageSize, cancellationToken);
            foreach (ChangedRequest changed in page.Requests)
            {
                Names(changed.RequestId);
            }

            continuation = page.Next;
        }
        while (continuation is not null);
    }

    private List<string> Names(string key)
    {
        if (!_names.TryGetValue(key, out List<string>? names))
        {
            _names[key] = names = [];
        }

        return names;
    }

    private async Task<RequestEvidence?> CollectAsync(string request, EvidenceSelection selection, EvidenceFolder folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.OfRequestAsync(request, cancellationToken);
        if (_names[request].Count == 0 && !StoredEvent.In(rows).Any(one => selection.Includes(one.ReceivedAt)))
        {
            return null;
        }

        List<string> problems = [];
        List<EvidenceEvent> events = [];
        string place = RequestEvidence.FolderOf(request);
        foreach (string name in _names[request])
        {
            if (await archive.ReadAsync(name, cancellationToken) is ArchiveReading.Found { Event: ArchivedEvent archived })
            {
                string file = $"{place}/events/{ArchiveName.IdOf(archived.Header.EventId)}.json";
                if (events.Any(one => one.File == file))
                {
                    problems.Add($"The archive has event {archived.Header.EventId} more than once; {name} is not part of this export.");
                    continue;
                }

                await folder.WriteAsync(file, archived.Body, cancellationToken);
                events.Add(EvidenceEvent.Of(archived, file));
            }
            else
            {
                problems.Add($"Object {name} of the archive was removed or altered during the export.");
            }
        }

        events = [.. events.OrderBy(one => one.OccurredTime).ThenBy(one => one.Header.ReceivedAt).ThenBy(one => one.Header.EventId, StringComparer.Ordinal)];
        _events += events.Count;
        problems.AddRange(StateDisagreement.In(rows, events, selection, _damaged));
        return new RequestEvidence(request, rows, events, [.. events.SelectMany((one, at) => Decisions(one, at, place))], problems);
    }

    private static IEnumerable<EvidenceDecision> Decisions(EvidenceEvent one, int number, string place) => DecisionReader.Read(
        one,
        (at, credential) => credential.W3c is not null || credential.Proofs.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{place}/credentials/{number + 1}-{at + 1}.json")
            : null);

    private static string DamageOf(ArchiveReading reading) => reading is ArchiveReading.Damaged damaged ? damaged.Reason : "missing";

    private void WriteAbout(Utf8JsonWriter json, EvidenceSelection selection, int requests)
    {
        json.WriteString("createdAt", Rfc3339.Format(time.GetUtcNow()));
        json.WriteString("createdBy", $"humanos {typeof(EvidenceExport).Assembly.GetName().Version}");
        json.WriteStartObject("selection");
        json.WriteString("from", selection.From is { } from ? Rfc3339.Format(from) : null);
        json.WriteString("to", selection.To is { } to ? Rfc3339.Format(to) : null);
        json.WriteNumber("requests", requests);
        json.WriteNumber("events", _events);
        json.WriteEndObject();
        json.WriteStartArray("problems");
        foreach (string problem in _problems)
        {
            json.WriteStringValue(problem);
        }

        json.WriteEndArray();
    }

    private async Task WriteProblemsAsync()
    {
        foreach (string problem in _problems)
        {
            await output.WriteLineAsync(PlainText.Of(problem));
        }
    }
}
