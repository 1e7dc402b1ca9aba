using Azure;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>Deletes the rows of a request, their index entries and the entries in the list of changes.</summary>
internal sealed class RequestEraser(StateTables tables)
{
    // The limit of a Table storage transaction.
    private const int MaxChunkSize = 100;

    // Ends the partitions of a shard: the character after the hyphen.
    private const char AfterHyphen = '.';

    /// <returns>The number of deleted rows.</returns>
    public async Task<int> DeleteAsync(string requestId, bool keepsIndex, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {RowEntity.Partition(requestId)}");
        List<TableEntity> rows = await tables.Rows
            .QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", nameof(StateRow.Kind), nameof(StateRow.Key)], cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        TableEntity[] indexed = [.. rows.Where(IsIndexed)];
        TableEntity[] deleted = keepsIndex ? [.. rows.Where(row => !IsIndexed(row))] : [.. rows];
        foreach (TableEntity row in keepsIndex ? [] : indexed)
        {
            // The row names the entry, so it is deleted after it.
            await DeleteAsync(tables.Rows, IndexEntity.Partition(StoredText.Decode(row.GetString(nameof(StateRow.Key)))), IndexEntity.RowKey(requestId), cancellationToken);
        }

        foreach (TableEntity[] chunk in deleted.Chunk(MaxChunkSize))
        {
            await tables.Rows.SubmitTransactionAsync(
                chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }

        await DeleteChangesAsync(requestId, cancellationToken);
        return deleted.Length;
    }

    // Finds them by reading the shard: the index is ordered by time.
    private async Task DeleteChangesAsync(string requestId, CancellationToken cancellationToken)
    {
        string shard = ChangeShard.Prefix(requestId);
        string last = shard[..^1] + AfterHyphen;
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {shard} and PartitionKey lt {last} and RequestId eq {StoredText.Encode(requestId)}");
        await foreach (TableEntity entry in tables.Changes.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await DeleteAsync(tables.Changes, entry.PartitionKey, entry.RowKey, cancellationToken);
        }
    }

    private static bool IsIndexed(TableEntity row) => row.GetString(nameof(StateRow.Kind)) == StateRow.IndexedKind;

    // The client reports an entity that is gone as a status, not as an exception.
    private static Task<Response> DeleteAsync(TableClient table, string partition, string row, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);
}
