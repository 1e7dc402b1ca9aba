using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>Counts the events in a store, beside the app that writes them.</summary>
internal sealed class StoredEvents(DirectoryInfo data)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _file = Path.Combine(data.FullName, "humanos.db");

    /// <returns>How many there were, and when.</returns>
    public async Task<(int Count, long Timestamp)> WaitForAsync(int count)
    {
        int stored = 0;
        await Eventually.IsTrueAsync(() => (stored = Count()) >= count, $"{count} events are stored", Limit);
        return (stored, Stopwatch.GetTimestamp());
    }

    // The app makes the file when it first needs it.
    private int Count()
    {
        if (!File.Exists(_file))
        {
            return 0;
        }

        using var database = new SqliteConnection($"Data Source={_file};Mode=ReadOnly;Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM sqlite_master WHERE name = 'state') > 0";
        if (Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
        {
            return 0;
        }

        command.CommandText = "SELECT COUNT(*) FROM state WHERE kind = 'event'";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
