using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>
/// A credential's state out of all that events told of it. Each member is that of the newest event that has it, so an event
/// that knows less erases nothing. It is a function of the set of facts: their order of arrival does not matter.
/// </summary>
/// <param name="Facts">The newest first.</param>
internal sealed record CredentialStates(IReadOnlyList<CredentialFact> Facts, IReadOnlyList<GrantorState> Grantors)
{
    public FactOrder Order => Facts[0].Order;

    /// <summary>By the newest status, and by nothing else.</summary>
    public bool IsActiveMandate =>
        Telling("status") is { } members && FactReader.Text(members, "status") == CredentialStatus.Active.Text;

    /// <summary>Oldest first, as events are listed.</summary>
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

    /// <summary>The newest fact that tells the member; null where none does.</summary>
    public JsonElement? Telling(string member) =>
        Facts.FirstOrDefault(fact => FactReader.Text(fact.Members, member) is not null)?.Members;

    // An event without the credential's id means the one credential that its other names belong to, if it is one.
    private static string NameOf(CredentialFact fact, ILookup<string, string> idsOf) =>
        CredentialKey.IsId(fact.Keys[0])
            ? fact.Keys[0]
            : fact.Keys.Select(key => idsOf[key].ToArray()).FirstOrDefault(ids => ids.Length == 1)?[0] ?? fact.Keys[0];
}
