using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage;

/// <summary>
/// The one writer of the database. What waits together is committed together: a commit costs a wait for the disk, and
/// three processors would otherwise queue up for it one event at a time.
/// </summary>
public sealed class SqliteEventWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(LargestBatch) { SingleReader = true });

    private readonly SqliteDatabase _database;
    private readonly Task _writing;

    public SqliteEventWriter(SqliteDatabase database)
    {
        _database = database;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Ends when the event is durably stored, or was before.</summary>
    public async Task<StoreWrite> WriteAsync(ProcessedEvent @event, CancellationToken cancellationToken)
    {
        var write = new PendingWrite(@event);
        await _waiting.Writer.WriteAsync(write, cancellationToken);
        return await write.Done.WaitAsync(cancellationToken);
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<PendingWrite>(LargestBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out PendingWrite? write))
            {
                batch.Add(write);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            using SqliteConnection connection = _database.Open();
            using SqliteTransaction transaction = connection.BeginTransaction();
            using var insert = new EventInsert(connection, transaction);
            foreach (PendingWrite write in batch)
            {
                write.Result = insert.Execute(write.Event);
            }

            transaction.Commit();
            batch.ForEach(write => write.Committed());
        }
        catch (Exception failure)
        {
            // Nothing of the batch is stored: every waiting processor fails, and its message comes again.
            batch.ForEach(write => write.Failed(failure));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }
}
