using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage.Tables;

/// <summary>The two tables, made by their first use.</summary>
internal sealed class StateTables(TableServiceClient service)
{
    private volatile bool _exist;

    public TableClient Rows { get; } = service.GetTableClient("humanosstate");

    public TableClient Changes { get; } = service.GetTableClient("humanoschanges");

    public async Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await EnsureExistAsync(cancellationToken);
        try
        {
            return await use(cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == TableErrorCode.TableNotFound)
        {
            // Somebody deleted them under us: the next use makes them again.
            _exist = false;
            throw;
        }
    }

    private async Task EnsureExistAsync(CancellationToken cancellationToken)
    {
        if (!_exist)
        {
            await Rows.CreateIfNotExistsAsync(cancellationToken);
            await Changes.CreateIfNotExistsAsync(cancellationToken);
            _exist = true;
        }
    }
}
