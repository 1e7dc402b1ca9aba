using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage.Tables;

/// <summary>Puts one row: a new one is inserted, an older one replaced if it is still the one that was compared.</summary>
internal sealed class RowWriter(TableClient table, TimeProvider time)
{
    private const int Attempts = 12;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task<RowWrite> PutAsync(StateRow row, CancellationToken cancellationToken)
    {
        TableEntity entity = RowEntity.From(row);
        if (await InsertedAsync(entity, cancellationToken))
        {
            return RowWrite.Stored;
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TableEntity there = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            if (RowOrder.CompareEvents(row, RowEntity.ToRow(there)) <= 0)
            {
                return RowWrite.Outdated;
            }

            if (await ReplacedAsync(entity, there.ETag, cancellationToken))
            {
                return RowWrite.Stored;
            }

            await Task.Delay(Pause(attempt), time, cancellationToken);
        }

        throw new IOException($"The row was changed by others during each of {Attempts} attempts to replace it.");
    }

    private async Task<bool> InsertedAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private async Task<bool> ReplacedAsync(TableEntity entity, ETag compared, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(entity, compared, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 412)
        {
            return false;
        }
    }

    // Without chance in it, writers that met once would meet again.
    private static TimeSpan Pause(int attempt)
    {
        TimeSpan longest = ShortestPause * (1 << attempt);
        return (longest < LongestPause ? longest : LongestPause) * Random.Shared.NextDouble();
    }
}
