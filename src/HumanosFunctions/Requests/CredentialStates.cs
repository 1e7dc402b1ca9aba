using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>
/// The state of a credential, combined from the facts of all events. Each member comes from the newest event that contains it, so an event
/// with fewer members erases nothing. The result depends only on the set of facts, not on their order of arrival.
/// </summary>
/// <param name="Facts">The facts, newest first.</param>
internal sealed record CredentialStates(IReadOnlyList<CredentialFact> Facts, IReadOnlyList<GrantorState> Grantors)
{
    public FactOrder Order => Facts[0].Order;

    /// <summary>Determined by the newest status only.</summary>
    public bool IsActiveMandate =>
        MembersWith("status") is { } members && FactReader.Text(members, "status") == CredentialStatus.Active.Text;

    /// <summary>Returns the credentials, oldest first, like events.</summary>
    public static IReadOnlyList<CredentialStates> Of(IReadOnlyList<StateRow> rows)
    {
        CredentialFact[] facts = [.. FactReader.Read(rows).OrderByDescending(fact => fact.Order)];
        ILookup<string, string> idsOf = facts
            .Where(fact => CredentialKey.IsId(fact.Keys[0]))
            .SelectMany(fact => fact.Keys.Skip(1).Select(key => (Key: key, Id: fact.Keys[0])))
            .Distinct()
            .ToLookup(pair => pair.Key, pair => pair.Id);
        var grantors = new GrantorGroups([.. facts.SelectMany(fact => fact.Decisions)]);
        return
        [
            .. facts.GroupBy(fact => NameOf(fact, idsOf))
                .Select(group => new CredentialStates([.. group], GrantorState.Of(grantors, group.SelectMany(fact => fact.Decisions))))
                .OrderBy(state => state.Order.Row, Comparer<StateRow>.Create(RowOrder.CompareEvents))
                .ThenBy(state => state.Order.Row.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Returns the members of the newest fact that contains the given one, or null.</summary>
    public JsonElement? MembersWith(string member) =>
        Facts.FirstOrDefault(fact => FactReader.Text(fact.Members, member) is not null)?.Members;

    // An event without the credential id refers to the credential that its other keys belong to, if there is exactly one.
    private static string NameOf(CredentialFact fact, ILookup<string, string> idsOf) =>
        CredentialKey.IsId(fact.Keys[0])
            ? fact.Keys[0]
            : fact.Keys.Select(key => idsOf[key].ToArray()).FirstOrDefault(ids => ids.Length == 1)?[0] ?? fact.Keys[0];
}
