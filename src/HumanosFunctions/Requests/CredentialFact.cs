using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>What one event told of one credential.</summary>
/// <param name="Keys">What the credential is known by, the best first.</param>
/// <param name="Members">Those of the credential, as stored; some may be missing.</param>
/// <param name="Order">The later and then the safer counts.</param>
internal sealed record CredentialFact(
    IReadOnlyList<string> Keys, JsonElement Members, IReadOnlyList<DecisionFact> Decisions, FactOrder Order);

/// <summary>What one event told of one grantor's decision.</summary>
/// <param name="Keys">Tell whose it is.</param>
/// <param name="Members"><c>user</c>, <c>action</c> and <c>decidedAt</c>; some may be missing.</param>
/// <param name="Order">By the time of the decision or, where it has none, of the event.</param>
/// <param name="Row">The row that told it.</param>
internal sealed record DecisionFact(IReadOnlyList<string> Keys, JsonElement Members, FactOrder Order, StateRow Row);

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

/// <summary>
/// How far a status or an action is, for two that were told of the same time: the later stage counts, and at the end the
/// safer side, so that a mandate never is in force by chance.
/// </summary>
internal static class Stage
{
    private const int Untold = -1;

    /// <summary>A status that nobody knows gives no effect: it is safer than ACTIVE, and less than an end.</summary>
    public static int OfStatus(string? status) => status?.ToUpperInvariant() switch
    {
        null => Untold,
        "DRAFT" => 0,
        "PENDING" => 1,
        "ACTIVE" => 2,
        "APPROVED" or "COMPLETED" or "ISSUED" => 3,
        "REJECTED" => 5,
        "CANCELED" or "CANCELLED" => 6,
        "EXPIRED" => 7,
        "REVOKED" => 8,
        _ => 4,
    };

    public static int OfAction(string? action) => action switch
    {
        null => Untold,
        "accept" => 0,
        "reject" => 2,
        _ => 1,
    };
}
