using HumanosFunctions.Processing.State;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// By what a decision tells whose it is. Decisions that share a key are one grantor's, whatever else they name, so each has
/// all that its event knows: user, decision id, keyed hash of the contact. Each key begins with what it is.
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
            // A contact that may not be kept is still somebody's: not to be taken for another at the same position.
            yield return GrantorKey.Of(GrantorKey.Position, contact is { Length: > 0 } ? $"{place}/{position}" : position);
        }
    }

    private string? Hash(string? contact) => contact is { Length: > 0 } && contactHash is not null ? contactHash(contact) : null;
}
