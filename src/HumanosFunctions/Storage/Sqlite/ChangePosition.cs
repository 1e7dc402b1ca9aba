using System.Globalization;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Where a page begins: the time of a change, and the escaped id of its request.</summary>
internal sealed record ChangePosition(long Ticks, string Name)
{
    private const string Store = "sqlite";
    private const int TicksLength = 19;

    public static ChangePosition Of(ChangedRequest changed) => new(changed.ChangedAt.UtcTicks, StoredText.Encode(changed.RequestId));

    public string Write() => Continuation.Write(Store, $"{Ticks:D19}{Name}");

    public static ChangePosition Read(DateTimeOffset since, string? continuation)
    {
        if (continuation is null)
        {
            return new ChangePosition(since.UtcTicks, Name: string.Empty);
        }

        string text = Continuation.Read(Store, continuation);
        long ticks = long.Parse(text.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);
        return ticks >= since.UtcTicks ? new ChangePosition(ticks, text[TicksLength..]) : throw Continuation.NotOurs();
    }
}
