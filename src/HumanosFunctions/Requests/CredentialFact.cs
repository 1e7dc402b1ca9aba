using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>What one event says about one credential.</summary>
/// <param name="Keys">The keys of the credential, the strongest first.</param>
/// <param name="Members">The stored members of the credential. Some can be missing.</param>
/// <param name="Order">The later fact takes precedence, and then the safer one.</param>
internal sealed record CredentialFact(
    IReadOnlyList<string> Keys, JsonElement Members, IReadOnlyList<DecisionFact> Decisions, FactOrder Order);

/// <summary>What one event says about the decision of one grantor.</summary>
/// <param name="Keys">The keys of the grantor.</param>
/// <param name="Members"><c>user</c>, <c>action</c> and <c>decidedAt</c>. Some can be missing.</param>
/// <param name="Order">Ordered by the time of the decision or, if it has none, of the event.</param>
/// <param name="Row">The row that contains it.</param>
internal sealed record DecisionFact(IReadOnlyList<string> Keys, JsonElement Members, FactOrder Order, StateRow Row);

/// <summary>
/// The precedence of facts: the later one; at the same time the later stage, which is also the safer one; and then the time and the id of the
/// event, and the position in it.
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
/// The stage of a status or an action, for two facts of the same time: the later stage takes precedence, and among final stages the safer one,
/// so that a mandate is never active by chance.
/// </summary>
internal static class Stage
{
    private const int Missing = -1;

    /// <summary>An unknown status has no effect: it is safer than ACTIVE and earlier than a final status.</summary>
    public static int OfStatus(string? status) => status?.ToUpperInvariant() switch
    {
        null => Missing,
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
        null => Missing,
        "accept" => 0,
        "reject" => 2,
        _ => 1,
    };
}
