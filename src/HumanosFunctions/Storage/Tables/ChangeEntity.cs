using System.Globalization;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

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
