using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>
/// Which of two facts counts: the later; at the same time the further stage, which is also the safer one; and only then the
/// event's own time, its id, and the place in it.
/// </summary>
internal sealed record FactOrder(long Ticks, int Stage, StateRow Row, int Position = 0) : IComparable<FactOrder>
{
    public int CompareTo(FactOrder? other) =>
        other is null ? 1
        : Ticks.CompareTo(other.Ticks) is var byTime and not 0 ? byTime
        : Stage.CompareTo(other.Stage) is var byStage and not 0 ? byStage
        : RowOrder.CompareEvents(Row, other.Row) is var byEvent and not 0 ? byEvent
        : string.CompareOrdinal(Row.Key, other.Row.Key) is var byKey and not 0 ? byKey
        : Position.CompareTo(other.Position);
}
