using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>Converts between a row and a table entity. A property holds 64 KiB, so longer content is split into several properties.</summary>
internal static class RowEntity
{
    private const int MaxPropertyBytes = 64 * 1024;

    // The characters after the prefix of a key, see TableKey: = before a readable text, ! before a hash.
    public const string AnyRequest = "PartitionKey ge 'request!' and PartitionKey lt 'request>'";

    public static string Partition(string requestId) => TableKey.Of("request", requestId);

    public static TableEntity From(StateRow row)
    {
        var entity = new TableEntity(Partition(row.RequestId), TableKey.Of(StoredText.Encode(row.Kind), row.Key))
        {
            [nameof(StateRow.RequestId)] = StoredText.Encode(row.RequestId),
            [nameof(StateRow.Kind)] = StoredText.Encode(row.Kind),
            [nameof(StateRow.Key)] = StoredText.Encode(row.Key),
            [nameof(StateRow.OccurredAt)] = row.OccurredAt.UtcTicks,
            [nameof(StateRow.EventId)] = row.EventId,
        };
        for (int at = 0; at < row.Content.Length; at += MaxPropertyBytes)
        {
            entity[ContentPart(at)] = row.Content.Slice(at, Math.Min(MaxPropertyBytes, row.Content.Length - at)).ToArray();
        }

        return entity;
    }

    public static StateRow ToRow(TableEntity entity) => new()
    {
        RequestId = StoredText.Decode(entity.GetString(nameof(StateRow.RequestId))),
        Kind = StoredText.Decode(entity.GetString(nameof(StateRow.Kind))),
        Key = StoredText.Decode(entity.GetString(nameof(StateRow.Key))),
        OccurredAt = new DateTimeOffset(entity.GetInt64(nameof(StateRow.OccurredAt))!.Value, TimeSpan.Zero),
        EventId = entity.GetString(nameof(StateRow.EventId)),
        Content = Content(entity),
    };

    private static byte[] Content(TableEntity entity)
    {
        var content = new List<byte[]>();
        for (int at = 0; entity.GetBinary(ContentPart(at)) is { } part; at += MaxPropertyBytes)
        {
            content.Add(part);
        }

        return content.Count == 1 ? content[0] : [.. content.SelectMany(part => part)];
    }

    private static string ContentPart(int at) => $"{nameof(StateRow.Content)}{at / MaxPropertyBytes:D2}";
}

/// <summary>
/// Creates keys that Table storage accepts: without slash, backslash, question mark, number sign and control characters, at most 1 KiB.
/// A longer text is replaced by its hash. The properties of the entity hold the text in both cases.
/// </summary>
internal static class TableKey
{
    // Two bytes per character, after a prefix.
    private const int MaxReadableLength = 400;

    public static string Of(string prefix, string text)
    {
        string encoded = StoredText.Encode(text);
        return encoded.Length <= MaxReadableLength
            ? $"{prefix}={encoded}"
            : $"{prefix}!{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(encoded)))}";
    }
}
