using System.Text.Json;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>The newest decision of a grantor on a credential, combined from the facts of all events.</summary>
/// <param name="Facts">The facts, newest first. Not empty.</param>
/// <param name="User">The members that contain the user, or null if no event of the request names the user.</param>
internal sealed record GrantorState(IReadOnlyList<DecisionFact> Facts, JsonElement? User)
{
    /// <summary>The newest fact that has an action.</summary>
    public DecisionFact Newest => Facts.FirstOrDefault(fact => FactReader.Text(fact.Members, "action") is not null) ?? Facts[0];

    public static IReadOnlyList<GrantorState> Of(GrantorGroups groups, IEnumerable<DecisionFact> facts) =>
    [
        .. groups.Group(facts)
            .Select(group => new GrantorState([.. group.OrderByDescending(fact => fact.Order)], groups.UserOf(group.Key)))
            .OrderBy(state => state.Newest.Row, Comparer<StateRow>.Create(RowOrder.CompareEvents))
            .ThenBy(state => state.Newest.Order),
    ];

    public JsonElement? MembersWith(string member) => member switch
    {
        "user" => User,

        // The time of another action is not the time of this one.
        "decidedAt" => First(fact => FactReader.Text(fact.Members, "action") == FactReader.Text(Newest.Members, "action"), member),
        _ => First(_ => true, member),
    };

    private JsonElement? First(Func<DecisionFact, bool> condition, string member) =>
        Facts.Where(condition).FirstOrDefault(fact => FactReader.Text(fact.Members, member) is not null)?.Members;
}

/// <summary>
/// Groups decisions by grantor: decisions that share a decision id or a contact, directly or transitively, and decisions of one user. Two users
/// are never merged, even if they share a contact or a decision id, because the decision of one must not hide that of the other.
/// </summary>
internal sealed class GrantorGroups
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _usersOfRoot = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _usersOfKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _users = new(StringComparer.Ordinal);

    /// <param name="facts">All decisions of a request, because a contact belongs to the same user for all credentials.</param>
    public GrantorGroups(IReadOnlyList<DecisionFact> facts)
    {
        foreach (DecisionFact fact in facts)
        {
            string[] others = Others(fact);
            foreach (string other in others)
            {
                _parents[Root(other)] = Root(others[0]);
            }
        }

        foreach (DecisionFact fact in facts)
        {
            foreach (string user in fact.Keys.Where(GrantorKey.IsUser))
            {
                _users.TryAdd(user, fact.Members);
                foreach (string other in Others(fact))
                {
                    Add(_usersOfKey, other, user);
                    Add(_usersOfRoot, Root(other), user);
                }
            }
        }
    }

    /// <summary>Groups the decisions of one credential by grantor.</summary>
    public IEnumerable<IGrouping<string, DecisionFact>> Group(IEnumerable<DecisionFact> facts) => facts.GroupBy(NameOf, StringComparer.Ordinal);

    /// <summary>Returns the members that contain the user of a group, or null if no event of the request names the user.</summary>
    public JsonElement? UserOf(string group) => _users.TryGetValue(group, out JsonElement members) ? members : null;

    private string NameOf(DecisionFact fact)
    {
        if (fact.Keys.FirstOrDefault(GrantorKey.IsUser) is { } named)
        {
            return named;
        }

        string root = Root(fact.Keys[0]);
        return Only(_usersOfRoot, root)
            ?? fact.Keys.Select(key => Only(_usersOfKey, key)).FirstOrDefault(user => user is not null)
            ?? root;
    }

    private static string? Only(Dictionary<string, HashSet<string>> users, string key) =>
        users.TryGetValue(key, out HashSet<string>? known) && known.Count == 1 ? known.Single() : null;

    private static string[] Others(DecisionFact fact) => [.. fact.Keys.Where(key => !GrantorKey.IsUser(key))];

    private static void Add(Dictionary<string, HashSet<string>> users, string key, string user)
    {
        if (!users.TryGetValue(key, out HashSet<string>? known))
        {
            users[key] = known = new HashSet<string>(StringComparer.Ordinal);
        }

        known.Add(user);
    }

    private string Root(string key)
    {
        while (_parents.TryGetValue(key, out string? parent) && parent != key)
        {
            key = parent;
        }

        return key;
    }
}
