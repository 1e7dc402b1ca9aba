using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Persons;

/// <summary>
/// Computes the keys of persons in the index: keyed hashes of user id, DID, internal id and contact. A contact is short, so a brute-force
/// search would break a hash without a key.
/// </summary>
internal sealed class PersonKeys(KeyedHash hash)
{
    // The prefixes separate the purposes, so an id never has the same hash as a contact.
    private const string Id = "person id\n";
    private const string Contact = "person contact\n";

    /// <summary>Returns the keys of every person that an event names, without repetition: who acted, and who decides.</summary>
    public IReadOnlyCollection<string> Of(HumanosEvent humanosEvent)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in Ids(humanosEvent))
        {
            keys.UnionWith(OfId(id));
        }

        foreach (string contact in Contacts(humanosEvent))
        {
            keys.Add(OfContact(contact));
        }

        return keys;
    }

    /// <summary>Returns the keys that a text can have in the index: as an id, and as a contact if it can be one.</summary>
    public IReadOnlyList<string> Of(string idOrContact)
    {
        string text = idOrContact.Trim();
        return [.. new[] { idOrContact, text }.Select(id => hash.Of(Id, id)).Concat(PersonContact.CanBe(text) ? [OfContact(text)] : []).Distinct(StringComparer.Ordinal)];
    }

    // An issuer can use the contact as its own id.
    private IEnumerable<string> OfId(string id) => PersonContact.CanBe(id) ? [hash.Of(Id, id), OfContact(id)] : [hash.Of(Id, id)];

    private string OfContact(string contact) => hash.Of(Contact, PersonContact.Normalize(contact));

    private static HashSet<string> Ids(HumanosEvent humanosEvent)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        Add(ids, humanosEvent.User?.Id);
        Add(ids, humanosEvent.User?.InternalId);
        Add(ids, (humanosEvent as IdentityEvent)?.ConvergedIntoUserId);
        foreach (CredentialDecision credential in Credentials(humanosEvent))
        {
            foreach (string grantor in credential.W3c?.Mandate?.Grantors ?? [])
            {
                Add(ids, grantor);
            }

            Add(ids, SubjectOf(credential.W3c, humanosEvent.Issuer));
        }

        return ids;
    }

    // The subject of a mandate is the organization that gets it, whom many requests have in common. The subject of any other credential is the
    // person about whom it is, unless it is the issuer.
    private static string? SubjectOf(W3cCredential? credential, string? issuer) =>
        credential is { Mandate: null } && credential.SubjectId != credential.Issuer && credential.SubjectId != issuer ? credential.SubjectId : null;

    private static HashSet<string> Contacts(HumanosEvent humanosEvent)
    {
        var contacts = new HashSet<string>(StringComparer.Ordinal);
        Add(contacts, humanosEvent.User?.Contact);
        foreach (GrantorDecision grantor in Credentials(humanosEvent).SelectMany(credential => credential.Grantors))
        {
            Add(contacts, grantor.Contact);
        }

        return contacts;
    }

    private static IReadOnlyList<CredentialDecision> Credentials(HumanosEvent humanosEvent) => (humanosEvent as CredentialEvent)?.Credentials ?? [];

    private static void Add(HashSet<string> texts, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            texts.Add(text);
        }
    }
}

/// <summary>Brings the ways to write a contact to one form.</summary>
internal static class PersonContact
{
    private const int MinDigits = 6;
    private const string Separators = " \t()-./\u00A0";

    /// <summary>Whether the text looks like an e-mail address or a phone number.</summary>
    public static bool CanBe(string text) => text.Contains('@', StringComparison.Ordinal) || IsPhone(text.Trim());

    /// <summary>
    /// Returns an e-mail address without outer white space in lower case, and a phone number as digits with a leading plus if it is
    /// international. Any other text is treated like an e-mail address.
    /// </summary>
    public static string Normalize(string contact)
    {
        string text = contact.Trim();
        if (!IsPhone(text))
        {
            return text.ToLowerInvariant();
        }

        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        return text.StartsWith('+') ? $"+{digits}"
            : digits.StartsWith("00", StringComparison.Ordinal) ? $"+{digits[2..]}"
            : digits;
    }

    private static bool IsPhone(string text)
    {
        int digits = 0;
        foreach (char character in text.AsSpan().TrimStart('+'))
        {
            if (char.IsAsciiDigit(character))
            {
                digits++;
            }
            else if (!Separators.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return digits >= MinDigits;
    }
}

/// <summary>The key of the index of persons.</summary>
internal sealed class PersonIndexKey(OptionalSecrets secrets) : PermanentKey(secrets, OptionalSecret.PersonIndexKey);
