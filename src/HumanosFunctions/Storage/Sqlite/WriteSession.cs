using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The writer's connection with its prepared statements; thrown away after a failure.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly TimeProvider _time;
    private readonly SqliteConnection _connection;
    private readonly RowUpsert _row;
    private readonly ChangeUpsert _change;

    public WriteSession(StateFile file, TimeProvider time)
    {
        _time = time;
        _connection = file.Open();
        try
        {
            _row = new RowUpsert(_connection);
            _change = new ChangeUpsert(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Commit(IReadOnlyList<PendingRows> batch)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        using SqliteTransaction transaction = _connection.BeginTransaction();
        foreach (PendingRows pending in batch)
        {
            Put(pending, changed, transaction);
        }

        _change.Execute(changed, _time.GetUtcNow(), transaction);
        transaction.Commit();
    }

    private void Put(PendingRows pending, HashSet<string> changed, SqliteTransaction transaction)
    {
        for (int index = 0; index < pending.Rows.Count; index++)
        {
            StateRow row = pending.Rows[index];
            pending.Results[index] = _row.Execute(row, transaction);
            if (pending.Results[index] == RowWrite.Stored)
            {
                changed.Add(row.RequestId);
            }
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _change.Dispose();
        _connection.Dispose();

        // A pooled handle of a file that failed, or was replaced, would fail the next session as well.
        SqliteConnection.ClearPool(_connection);
    }
}
