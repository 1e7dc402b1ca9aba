using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Erases archived events.</summary>
internal sealed class ArchiveErasure(EventArchive archive, TimeProvider time) : IErasablePlace
{
    public string Name => "archive";

    public async Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        using var progress = ProgressLine.OnError(time, Name);
        int read = 0;
        await foreach (ArchiveReading reading in archive.ReadAllAsync(null, null, cancellationToken: cancellationToken))
        {
            progress.Show(++read);
            if (reading is ArchiveReading.Found { Event: ArchivedEvent archived })
            {
                scope.Discover(RequestOf.Event(archived.Header, archived.Body), archived.Body);
            }
        }
    }

    public async Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken)
    {
        int erased = 0, read = 0;
        var problems = new List<string>();
        using var progress = ProgressLine.OnError(time, Name);
        await foreach (ArchiveReading reading in archive.ReadAllAsync(null, null, cancellationToken: cancellationToken))
        {
            progress.Show(++read);
            if (IsCovered(reading, scope) is not { } isCovered)
            {
                problems.Add($"{Name} {PlainText.Of(reading.Name)}: it is damaged, and its request is not known. Look at it, and delete it if it belongs to the person.");
            }
            else if (isCovered)
            {
                erased += isDryRun || await TryDeleteAsync(reading.Name, problems, cancellationToken) ? 1 : 0;
            }
        }

        return new ErasureCount(erased, [], problems);
    }

    // A policy can protect an object, and others not.
    private async Task<bool> TryDeleteAsync(string name, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.DeleteAsync(name, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && StorageProblem.Explain(failure) is { } explanation)
        {
            problems.Add($"{Name} {PlainText.Of(name)}: {explanation}");
            return false;
        }
    }

    // Null if it cannot be determined. A damaged body does not matter if the header names the request.
    private static bool? IsCovered(ArchiveReading reading, ErasureScope scope) => reading switch
    {
        ArchiveReading.Found { Event: ArchivedEvent archived } => scope.Covers(RequestOf.Event(archived.Header, archived.Body)),
        ArchiveReading.Damaged { Header: ArchiveHeader header } => scope.Covers(RequestOf.Event(header, payload: null)),
        ArchiveReading.Missing => false,
        _ => null,
    };
}
