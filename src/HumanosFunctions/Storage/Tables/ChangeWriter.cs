using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Enters changes into the index before they are made. A writer that dies in between leaves an entry too many, which
/// costs a poller one look; the other way round it would leave a change that nobody is ever told of.
/// </summary>
internal sealed class ChangeWriter(TableClient table)
{
    /// <summary>All entries are of one hour, so they are one partition and one transaction.</summary>
    public Task AnnounceAsync(IReadOnlyList<string> requestIds, DateTimeOffset at, CancellationToken cancellationToken)
    {
        TableEntity[] entries = [.. requestIds.Select(requestId => ChangeEntity.From(new ChangedRequest(requestId, at)))];
        return entries.Length == 1
            ? table.UpsertEntityAsync(entries[0], TableUpdateMode.Replace, cancellationToken)
            : table.SubmitTransactionAsync(
                entries.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)),
                cancellationToken);
    }
}
