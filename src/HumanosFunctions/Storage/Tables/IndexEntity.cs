using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>An entry of the index from the key of a row to its request. The key is the partition, so that a lookup reads one partition.</summary>
internal static class IndexEntity
{
    public static TableEntity From(StateRow row) => new(Partition(row.Key), RowKey(row.RequestId))
    {
        [nameof(StateRow.RequestId)] = StoredText.Encode(row.RequestId),
    };

    public static string Partition(string key) => TableKey.Of(StateRow.IndexedKind, key);

    public static string RowKey(string requestId) => TableKey.Of("request", requestId);
}

/// <summary>A tombstone. Its hash is the partition, so that a lookup reads one entity.</summary>
internal static class TombstoneEntity
{
    public const string Any = "PartitionKey ge 'erased=' and PartitionKey lt 'erased>'";

    private const string Row = "erased";

    public static TableEntity From(Tombstone tombstone) => new(Partition(tombstone.Hash), Row) { [nameof(Tombstone.ErasedAt)] = tombstone.ErasedAt.UtcTicks };

    public static Tombstone ToTombstone(TableEntity entity) => new(
        entity.PartitionKey[Partition(string.Empty).Length..], new DateTimeOffset(entity.GetInt64(nameof(Tombstone.ErasedAt))!.Value, TimeSpan.Zero));

    public static async Task<bool> ExistsAsync(TableClient table, string requestId, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(Tombstone.HashOf(requestId)), Row, select: [nameof(TableEntity.RowKey)], cancellationToken);
        return found.HasValue;
    }

    private static string Partition(string hash) => string.Create(CultureInfo.InvariantCulture, $"erased={hash}");
}
