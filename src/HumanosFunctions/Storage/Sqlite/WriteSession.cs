using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The writer's connection with its prepared statements; thrown away after a failure.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly StateFile _file;
    private readonly TimeProvider _time;
    private readonly SqliteConnection _connection;
    private readonly RowUpsert _row;
    private readonly RequestRegister _requests;
    private (DateTime WrittenAt, long Length) _log;

    public WriteSession(StateFile file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _connection = file.Open();
        try
        {
            _row = new RowUpsert(_connection);
            _requests = new RequestRegister(_connection);
            _log = file.Log();
        }
        catch
        {
            StateFile.Forget(_connection);
            throw;
        }
    }

    public void Commit(IReadOnlyList<PendingRows> batch)
    {
        _file.ThrowIfMoved(_connection);
        if (batch.All(pending => pending.Rows.Count == 0))
        {
            return;
        }

        using (SqliteTransaction transaction = _connection.BeginTransaction())
        {
            _requests.Begin(_time.GetUtcNow(), transaction);
            foreach (PendingRows pending in batch)
            {
                Put(pending, transaction);
            }

            transaction.Commit();
        }

        _log = _file.Log();
        _file.ThrowIfMoved(_connection);
    }

    /// <summary>To be called after a failure, when nothing is open any more.</summary>
    public void RemoveLog() => _file.RemoveLog(_log);

    private void Put(PendingRows pending, SqliteTransaction transaction)
    {
        for (int index = 0; index < pending.Rows.Count; index++)
        {
            StateRow row = pending.Rows[index];
            long request = _requests.NumberOf(row.RequestId);
            pending.Results[index] = _row.Execute(request, row, transaction);
            if (pending.Results[index] == RowWrite.Stored)
            {
                _requests.Changed(request);
            }
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _requests.Dispose();

        // A pooled handle of a file that failed, or was replaced, would fail the next session as well.
        StateFile.Forget(_connection);
    }
}
