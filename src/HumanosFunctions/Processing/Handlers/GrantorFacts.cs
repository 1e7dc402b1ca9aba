using Humanos.Webhooks;
using HumanosFunctions.Processing.State;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>One decision in an event.</summary>
/// <param name="Keys">Identify the grantor, see <see cref="GrantorKeys"/>.</param>
internal sealed record GrantorFact(IReadOnlyList<string> Keys, string? User, CredentialAction? Action, EventTime? DecidedAt);

/// <summary>
/// Reads the decisions in a credential event: the listed ones, and the one that the event itself reports. If the list contains that one too,
/// both get the same keys. Contacts are used to match grantors and are not stored.
/// </summary>
internal static class GrantorFacts
{
    public static IEnumerable<GrantorFact> Of(CredentialEvent humanosEvent, CredentialDecision credential, GrantorKeys keys)
    {
        HumanosUser? user = humanosEvent.User;
        int[] own = Own(credential, user);
        foreach ((int index, GrantorDecision grantor) in credential.Grantors.Index())
        {
            string? userId = own.Contains(index) ? user?.Id : null;
            yield return new GrantorFact(
                [.. keys.Of(userId, grantor.Id, grantor.Contact, $"{index}")],
                userId,
                grantor.Accepted switch { null => null, true => CredentialAction.Accept, false => CredentialAction.Reject },
                grantor.DecidedAt);
        }

        if (credential.Action is not null)
        {
            yield return new GrantorFact(
                [.. OwnKeys(credential, user, own, keys).Distinct()], user?.Id, credential.Action, credential.DecidedAt);
        }
    }

    private static IEnumerable<string> OwnKeys(CredentialDecision credential, HumanosUser? user, int[] own, GrantorKeys keys) => own.Length == 0
        ? keys.Of(user?.Id, decision: null, user?.Contact, "own")
        : own.SelectMany(index => keys.Of(user?.Id, credential.Grantors[index].Id, user?.Contact ?? credential.Grantors[index].Contact, $"{index}"));

    // Matches by contact. If the event names no user, it matches by action and time if exactly one decision fits.
    private static int[] Own(CredentialDecision credential, HumanosUser? user)
    {
        (int Index, GrantorDecision Item)[] listed = [.. credential.Grantors.Index()];
        int[] sameContact = [.. listed.Where(one => one.Item.Contact is { Length: > 0 } contact && contact == user?.Contact).Select(one => one.Index)];
        if (sameContact.Length > 0)
        {
            return sameContact;
        }

        int[] sameAct = [.. listed.Where(one => IsLike(one.Item, credential, user)).Select(one => one.Index)];
        return sameAct.Length == 1 ? sameAct : [];
    }

    private static bool IsLike(GrantorDecision listed, CredentialDecision credential, HumanosUser? user) =>
        string.IsNullOrEmpty(user?.Id) && string.IsNullOrEmpty(user?.Contact)
        && listed.DecidedAt?.Value is { } at && at == credential.DecidedAt?.Value
        && listed.Accepted is { } accepted && credential.Action == (accepted ? CredentialAction.Accept : CredentialAction.Reject);
}

/// <summary>
/// Creates the keys that identify the grantor of a decision: user, decision id and keyed hash of the contact. Decisions that share a key
/// belong to one grantor, so each decision gets all keys that its event contains. Each key begins with its kind.
/// </summary>
internal sealed class GrantorKeys(Func<string, string>? contactHash, string place)
{
    public IEnumerable<string> Of(string? user, string? decision, string? contact, string position)
    {
        bool any = false;
        foreach ((string kind, string? text) in new[] { (GrantorKey.User, user), (GrantorKey.Decision, decision), (GrantorKey.Contact, Hash(contact)) })
        {
            if (text is { Length: > 0 })
            {
                any = true;
                yield return GrantorKey.Of(kind, text);
            }
        }

        if (!any)
        {
            // A contact without a key for its hash still identifies a person, so the key must be unique to this event.
            yield return GrantorKey.Of(GrantorKey.Position, contact is { Length: > 0 } ? $"{place}/{position}" : position);
        }
    }

    private string? Hash(string? contact) => contact is { Length: > 0 } && contactHash is not null ? contactHash(contact) : null;
}
