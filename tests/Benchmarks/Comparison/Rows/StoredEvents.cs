using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>Counts the events in a store, beside the app that writes them.</summary>
internal sealed class StoredEvents : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly SqliteConnection _database;

    public StoredEvents(DirectoryInfo data)
    {
        _database = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "humanos.db")};Mode=ReadOnly;Pooling=False");
        _database.Open();
    }

    /// <returns>How many there were, and when.</returns>
    public async Task<(int Count, long Timestamp)> WaitForAsync(int count)
    {
        int stored = 0;
        await Eventually.IsTrueAsync(() => (stored = Count()) >= count, $"{count} events are stored", Limit);
        return (stored, Stopwatch.GetTimestamp());
    }

    public void Dispose() => _database.Dispose();

    private int Count()
    {
        using SqliteCommand command = _database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM state WHERE kind = 'event'";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
