using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>One grantor's newest decision on a credential, with what any event told of it.</summary>
/// <param name="Facts">The newest first; not empty.</param>
/// <param name="User">Members that tell the user; null where no event of the request names them.</param>
internal sealed record GrantorState(IReadOnlyList<DecisionFact> Facts, JsonElement? User)
{
    /// <summary>The fact that decides: the newest that has an action.</summary>
    public DecisionFact Newest => Facts.FirstOrDefault(fact => FactReader.Text(fact.Members, "action") is not null) ?? Facts[0];

    public static IReadOnlyList<GrantorState> Of(GrantorGroups groups, IEnumerable<DecisionFact> facts) =>
    [
        .. groups.Group(facts)
            .Select(group => new GrantorState([.. group.OrderByDescending(fact => fact.Order)], groups.UserOf(group.Key)))
            .OrderBy(state => state.Newest.Row, Comparer<StateRow>.Create(RowOrder.CompareEvents))
            .ThenBy(state => state.Newest.Order),
    ];

    public JsonElement? Telling(string member) => member switch
    {
        "user" => User,

        // The time of another act is not the time of this one.
        "decidedAt" => First(fact => FactReader.Text(fact.Members, "action") == FactReader.Text(Newest.Members, "action"), member),
        _ => First(_ => true, member),
    };

    private JsonElement? First(Func<DecisionFact, bool> condition, string member) =>
        Facts.Where(condition).FirstOrDefault(fact => FactReader.Text(fact.Members, member) is not null)?.Members;
}
