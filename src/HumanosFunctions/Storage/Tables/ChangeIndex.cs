using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>An entry of the change index: in its <see cref="ChangeShard"/> by time, so that the newest are found without a scan.</summary>
internal static class ChangeEntity
{
    private const int TicksLength = 19;

    /// <summary>Not after the keys of all changes at or after this time, and after those of all before.</summary>
    public static string FirstKey(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);

    public static long Ticks(string rowKey) => long.Parse(rowKey.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);

    public static TableEntity From(ChangedRequest changed)
    {
        long ticks = changed.ChangedAt.UtcTicks;
        return new TableEntity(ChangeShard.Partition(changed.RequestId, ticks), TableKey.Of(FirstKey(ticks), changed.RequestId))
        {
            [nameof(ChangedRequest.RequestId)] = StoredText.Encode(changed.RequestId),
        };
    }

    public static ChangedRequest ToChanged(TableEntity entity) => new(
        StoredText.Decode(entity.GetString(nameof(ChangedRequest.RequestId))),
        new DateTimeOffset(Ticks(entity.RowKey), TimeSpan.Zero));
}

/// <summary>
/// The change index in parts, by a hash of the request, since a partition takes 2,000 entities a second. In a part each
/// hour is a partition, so that it is read from any time on without a scan.
/// </summary>
internal static class ChangeShard
{
    /// <summary>Enough that the account's own limit comes first.</summary>
    public const int Count = 16;

    public static string Partition(string requestId, long ticks) => Partition(Of(requestId), ticks);

    public static string Partition(int shard, long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{shard:x}-{new DateTime(ticks, DateTimeKind.Utc):yyyyMMddHH}");

    // All instances, of all versions, have to agree: not the runtime's hash, which each process seeds anew.
    private static int Of(string requestId) => SHA256.HashData(Encoding.ASCII.GetBytes(StoredText.Encode(requestId)))[0] % Count;
}
