using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Adds changes to the index before the rows are written. If a writer fails in between, a poller reads one request without a change. In the
/// opposite order, a change would never be listed.
/// </summary>
internal sealed class ChangeWriter(TableClient table)
{
    /// <summary>The entries of a shard have the same hour, so they are one partition and one transaction.</summary>
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

/// <summary>An entry of the change index, ordered by time within its <see cref="ChangeShard"/>, so that the newest are found without a scan.</summary>
internal static class ChangeEntity
{
    private const int TicksLength = 19;

    /// <summary>The lower bound of the keys of all changes at or after this time.</summary>
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
/// Divides the change index into shards by a hash of the request, because a partition takes 2,000 entities a second. Each hour of a shard
/// is a partition, so that it can be read from any time without a scan.
/// </summary>
internal static class ChangeShard
{
    /// <summary>With this number, the limit of the storage account is reached first.</summary>
    public const int Count = 16;

    public static string Partition(string requestId, long ticks) => Partition(Of(requestId), ticks);

    public static string Partition(int shard, long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{shard:x}-{new DateTime(ticks, DateTimeKind.Utc):yyyyMMddHH}");

    /// <summary>The beginning of all partitions of a request's shard.</summary>
    public static string Prefix(string requestId) => string.Create(CultureInfo.InvariantCulture, $"{Of(requestId):x}-");

    // All instances and versions must compute the same hash. string.GetHashCode differs between processes.
    private static int Of(string requestId) => SHA256.HashData(Encoding.ASCII.GetBytes(StoredText.Encode(requestId)))[0] % Count;
}
