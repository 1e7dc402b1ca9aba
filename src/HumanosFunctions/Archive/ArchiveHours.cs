using System.Runtime.CompilerServices;

namespace HumanosFunctions.Archive;

/// <summary>Lists the hours for which the archive has a folder, oldest first.</summary>
internal static class ArchiveHours
{
    // Year, month, day and hour.
    private const int Levels = 4;

    public static IAsyncEnumerable<string> ListAsync(
        IArchiveObjects objects, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        BelowAsync(objects, string.Empty, Levels, new HourRange(from, to), cancellationToken);

    private static async IAsyncEnumerable<string> BelowAsync(
        IArchiveObjects objects, string folder, int levels, HourRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string part in objects.FoldersAsync(folder, cancellationToken))
        {
            string name = folder.Length == 0 ? part : $"{folder}/{part}";
            if (!part.All(char.IsAsciiDigit) || !range.Overlaps(name))
            {
                continue;
            }

            if (levels == 1)
            {
                yield return name;
                continue;
            }

            await foreach (string hour in BelowAsync(objects, name, levels - 1, range, cancellationToken))
            {
                yield return hour;
            }
        }
    }

    // The parts of a name have fixed lengths, so the beginnings of two names compare as their times do.
    private sealed class HourRange(DateTimeOffset? from, DateTimeOffset? to)
    {
        private readonly string? _first = from is { } first ? ArchiveName.HourOf(first) : null;
        private readonly string? _last = to is { } last ? ArchiveName.HourOf(last) : null;

        public bool Overlaps(string name) => Compare(name, _first) >= 0 && Compare(name, _last ?? name) <= 0;

        private static int Compare(string name, string? limit) => limit is null ? 0 : string.CompareOrdinal(name, limit[..Math.Min(name.Length, limit.Length)]);
    }
}
