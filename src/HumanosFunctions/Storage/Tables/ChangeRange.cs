using System.Globalization;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// The part of the change index that one round of pages goes through: from the key where the next page begins, to the
/// time when the first page was read.
/// </summary>
internal sealed record ChangeRange(string FirstKey, long Until)
{
    private const string Store = "tables";
    private const int TicksLength = 19;

    public string Write() => Continuation.Write(Store, $"{Until:D19}{FirstKey}");

    public static ChangeRange Read(long start, string? continuation, DateTimeOffset now)
    {
        if (continuation is null)
        {
            return new ChangeRange(ChangeEntity.FirstKey(start), now.UtcTicks);
        }

        string text = Continuation.Read(Store, continuation);
        long until = long.Parse(text.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);
        string firstKey = text[TicksLength..];
        return ChangeEntity.Ticks(firstKey) >= start ? new ChangeRange(firstKey, until) : throw Continuation.NotOurs();
    }
}
