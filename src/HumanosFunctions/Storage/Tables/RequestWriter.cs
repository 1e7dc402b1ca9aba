using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Puts rows of one request, which are one partition: mostly all are new, and go in one transaction. It only saves
/// round trips; where one of them is there already, each goes its own way, and the rows that result are the same.
/// </summary>
internal sealed class RequestWriter(TableClient table, RowWriter writer)
{
    // A transaction holds 4 MiB in all, its binary properties in base64.
    private const int LargestTransaction = 2 * 1024 * 1024;

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        if (FitOneTransaction(rows) && await AllInsertedAsync(rows, cancellationToken))
        {
            return [.. rows.Select(_ => RowWrite.Stored)];
        }

        var writes = new List<RowWrite>(rows.Count);
        foreach (StateRow row in rows)
        {
            writes.Add(await writer.PutAsync(row, cancellationToken));
        }

        return writes;
    }

    private static bool FitOneTransaction(IReadOnlyList<StateRow> rows) =>
        rows.Count > 1
        && rows.Sum(row => row.Content.Length) <= LargestTransaction
        && rows.DistinctBy(row => (row.Kind, row.Key)).Count() == rows.Count;

    private async Task<bool> AllInsertedAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, RowEntity.From(row))),
                cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status == 409)
        {
            return false;
        }
    }
}
