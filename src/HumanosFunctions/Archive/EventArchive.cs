using System.Runtime.CompilerServices;

namespace HumanosFunctions.Archive;

/// <summary>
/// Keeps every published event. An event is written once: a repetition finds it, and other bytes under its name are reported and never
/// replaced. Every method throws if the storage is not available.
/// </summary>
public sealed class EventArchive(IArchiveObjects objects)
{
    // Reads ahead of the caller. More does not make it faster, and each can be a large event.
    private const int ReadAhead = 32;

    /// <summary>Completes when the event is durable.</summary>
    public async Task<ArchiveWrite> WriteAsync(ArchivedEvent archived, CancellationToken cancellationToken)
    {
        if (await objects.TryCreateAsync(archived.Name, archived.ToBytes(), cancellationToken))
        {
            return ArchiveWrite.Stored;
        }

        return await ReadAsync(archived.Name, cancellationToken) switch
        {
            ArchiveReading.Found found => found.Event.Header.BodySha256 == archived.Header.BodySha256 ? ArchiveWrite.AlreadyThere : ArchiveWrite.Differs,
            ArchiveReading.Damaged => ArchiveWrite.Differs,
            _ => throw new IOException("The object was deleted while it was compared."),
        };
    }

    /// <summary>Reads one event and verifies its length and its hashes.</summary>
    public async Task<ArchiveReading> ReadAsync(string name, CancellationToken cancellationToken)
    {
        byte[]? content;
        try
        {
            content = await objects.ReadAsync(name, cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            return new ArchiveReading.Damaged(name, "Unreadable");
        }

        if (content is null)
        {
            return new ArchiveReading.Missing(name);
        }

        (ArchivedEvent? archived, string? damage) = ArchivedEvent.Read(name, content);
        return archived is null
            ? new ArchiveReading.Damaged(name, damage!) { Header = ArchiveHeader.Read(content)?.Header }
            : new ArchiveReading.Found(name, archived);
    }

    /// <summary>Lists the names of the objects in the given hours, hour by hour. Within an hour they have no order.</summary>
    /// <param name="from">The beginning, to the hour; null is the oldest event.</param>
    /// <param name="to">The end, to the hour; null is the newest event.</param>
    /// <param name="idBeginning">Only objects whose event id begins with this text. See <see cref="ArchiveName.IdOf"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<string> NamesAsync(
        DateTimeOffset? from, DateTimeOffset? to, string idBeginning = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string hour in ArchiveHours.ListAsync(objects, from, to, cancellationToken))
        {
            await foreach (string name in objects.NamesAsync(hour, idBeginning, cancellationToken))
            {
                yield return name;
            }
        }
    }

    /// <summary>Reads the events that were received at or after one time and before another, hour by hour, with bounded memory.</summary>
    /// <remarks>Damaged objects of the first and the last hour are included, because their time is not known.</remarks>
    public async IAsyncEnumerable<ArchiveReading> ReadAllAsync(
        DateTimeOffset? from, DateTimeOffset? to, string idBeginning = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ahead = new Queue<Task<ArchiveReading>>(ReadAhead);
        await foreach (string name in NamesAsync(from, to, idBeginning, cancellationToken))
        {
            ahead.Enqueue(Task.Run(() => ReadAsync(name, cancellationToken), cancellationToken));
            if (ahead.Count == ReadAhead && await ahead.Dequeue() is var reading && IsWithin(reading, from, to))
            {
                yield return reading;
            }
        }

        while (ahead.TryDequeue(out Task<ArchiveReading>? next))
        {
            if (await next is var reading && IsWithin(reading, from, to))
            {
                yield return reading;
            }
        }
    }

    /// <summary>Returns false if there was no object of this name.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => objects.DeleteAsync(name, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => objects.ProbeAsync(cancellationToken);

    private static bool IsWithin(ArchiveReading reading, DateTimeOffset? from, DateTimeOffset? to) =>
        reading is not ArchiveReading.Found found
        || ((from is null || found.Event.Header.ReceivedAt >= from) && (to is null || found.Event.Header.ReceivedAt < to));
}

public enum ArchiveWrite
{
    Stored,

    /// <summary>The event was archived before. Nothing changed.</summary>
    AlreadyThere,

    /// <summary>The object of this name has other bytes, or is damaged. Nothing changed.</summary>
    Differs,
}

/// <summary>The result of reading an object of the archive.</summary>
public abstract record ArchiveReading
{
    private ArchiveReading(string name) => Name = name;

    public string Name { get; }

    public sealed record Found(string Name, ArchivedEvent Event) : ArchiveReading(Name);

    /// <summary>The object was listed, and is gone.</summary>
    public sealed record Missing(string Name) : ArchiveReading(Name);

    /// <param name="Name">The name of the object.</param>
    /// <param name="Reason">A fixed word: <c>NoHeader</c>, <c>Truncated</c>, <c>TooLong</c>, <c>BodyAltered</c>, <c>OtherName</c> or <c>Unreadable</c>.</param>
    public sealed record Damaged(string Name, string Reason) : ArchiveReading(Name)
    {
        /// <summary>The header if it is whole, or null.</summary>
        public ArchiveHeader? Header { get; init; }
    }
}
