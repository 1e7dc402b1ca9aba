using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage.Tables;

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
