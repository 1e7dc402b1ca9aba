using EndToEnd.Loss.Sending;
using HumanosFunctions.Archive;

namespace EndToEnd.Loss.Evidence;

/// <summary>The archive after the run: how often it has each event, and with which bytes.</summary>
internal sealed class ArchiveCensus
{
    private readonly ILookup<string, string> _hashes;

    private ArchiveCensus(IReadOnlyList<ArchiveReading> read)
    {
        _hashes = read.OfType<ArchiveReading.Found>().ToLookup(found => found.Event.Header.EventId, found => KnownEvent.Hash(found.Event.Body.Span));
        EventIds = [.. _hashes.Select(hashes => hashes.Key)];
        Damaged = [.. read.Where(reading => reading is not ArchiveReading.Found).Select(reading => reading.Name)];
    }

    public IReadOnlyList<string> EventIds { get; }

    public IReadOnlyList<string> Damaged { get; }

    public static async Task<ArchiveCensus> ReadAsync(string folder) =>
        new(await new EventArchive(new FolderArchive(folder)).ReadAllAsync(null, null).ToListAsync());

    public int ObjectsOf(string eventId) => _hashes[eventId].Count();

    /// <summary>False where an object of an event has other bytes.</summary>
    public bool IsExact(KnownEvent known) => _hashes[known.EventId].All(hash => hash == known.JsonHash);
}
