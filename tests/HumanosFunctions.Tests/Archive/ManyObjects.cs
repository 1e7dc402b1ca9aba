using System.Runtime.CompilerServices;
using HumanosFunctions.Archive;

namespace HumanosFunctions.Tests.Archive;

/// <summary>An archive whose objects are made when they are read, so that a test can count what a reader holds.</summary>
internal sealed class ManyObjects(int hours, int inAnHour) : IArchiveObjects
{
    private int _listed;
    private int _read;

    /// <summary>How many were read so far.</summary>
    public int Read => Volatile.Read(ref _read);

    /// <summary>How many names were listed before their objects were read, at most.</summary>
    public int MostNamesAhead { get; private set; }

    public async IAsyncEnumerable<string> FoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] names = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Length switch
        {
            0 => ["2026"],
            3 => [.. Enumerable.Range(0, hours).Select(hour => $"{hour:00}")],
            _ => ["06"],
        };
        foreach (string name in names)
        {
            yield return name;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> NamesAsync(string folder, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int number = 0; number < inAnHour; number++)
        {
            MostNamesAhead = Math.Max(MostNamesAhead, ++_listed - Read);
            yield return EventOf(folder, number).Name;
        }

        await Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _read);
        string folder = name[..name.LastIndexOf('/')];
        string id = name[(folder.Length + 1)..];
        return Task.FromResult<byte[]?>(Archived.Event(id, HourOf(folder)).ToBytes());
    }

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // An id that is a hash, so that it is the name of its object.
    private static ArchivedEvent EventOf(string folder, int number) => Archived.Event(ArchiveName.IdOf($"event {number}"), HourOf(folder));

    private static DateTimeOffset HourOf(string folder) => ArchiveName.HourFrom(folder)!.Value;
}
