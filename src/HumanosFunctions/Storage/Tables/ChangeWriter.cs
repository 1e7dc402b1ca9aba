using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Enters changes into the index before they are made. A writer that dies in between leaves an entry too many, which
/// costs a poller one look; the other way round it would leave a change that nobody is ever told of.
/// </summary>
internal sealed class ChangeWriter(TableClient table)
{
    /// <summary>All entries of a part are of one hour, so they are one partition and one transaction.</summary>
    public Task AnnounceAsync(IReadOnlyList<string> requestIds, DateTimeOffset at, CancellationToken cancellationToken) => Task.WhenAll(requestIds
        .Select(requestId => ChangeEntity.From(new ChangedRequest(requestId, at)))
        .GroupBy(entry => entry.PartitionKey)
        .Select(part => EnterAsync([.. part], cancellationToken)));

    private Task EnterAsync(TableEntity[] entries, CancellationToken cancellationToken) => entries.Length == 1
        ? table.UpsertEntityAsync(entries[0], TableUpdateMode.Replace, cancellationToken)
        : table.SubmitTransactionAsync(
            entries.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)),
            cancellationToken);
}
