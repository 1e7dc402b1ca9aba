using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Persons;

/// <summary>
/// Computes the keys of persons in the index: keyed hashes of user id, DID, internal id and contact. A contact is short, so a brute-force
/// search would break a hash without a key.
/// </summary>
internal sealed class PersonKeys(byte[] secret)
{
    // The prefixes separate the purposes, so an id never has the same hash as a contact.
    private const string Id = "person id\n";
    private const string Contact = "person contact\n";

    /// <summary>Returns the keys of every person that an event names, without repetition: who acted, and who decides.</summary>
    public IReadOnlyList<string> Of(HumanosEvent humanosEvent) =>
        [.. Ids(humanosEvent).SelectMany(OfId).Concat(Contacts(humanosEvent).Select(OfContact)).Distinct(StringComparer.Ordinal)];

    /// <summary>Returns the keys that a text can have in the index: as an id, and as a contact if it can be one.</summary>
    public IReadOnlyList<string> Of(string idOrContact)
    {
        string text = idOrContact.Trim();
        return [.. new[] { idOrContact, text }.Select(id => Hash(Id, id)).Concat(PersonContact.CanBe(text) ? [OfContact(text)] : []).Distinct(StringComparer.Ordinal)];
    }

    // An issuer can use the contact as its own id.
    private IEnumerable<string> OfId(string id) => PersonContact.CanBe(id) ? [Hash(Id, id), OfContact(id)] : [Hash(Id, id)];

    private string OfContact(string contact) => Hash(Contact, PersonContact.Normalize(contact));

    private string Hash(string purpose, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(purpose + text)));

    private static IEnumerable<string> Ids(HumanosEvent humanosEvent) => Known(
    [
        humanosEvent.User?.Id,
        humanosEvent.User?.InternalId,
        (humanosEvent as IdentityEvent)?.ConvergedIntoUserId,
        .. Credentials(humanosEvent).SelectMany(credential => credential.W3c?.Mandate?.Grantors ?? []),
        .. Credentials(humanosEvent).Select(credential => SubjectOf(credential.W3c, humanosEvent.Issuer)),
    ]);

    // The subject of a mandate is the organization that gets it, whom many requests have in common. The subject of any other credential is the
    // person about whom it is, unless it is the issuer.
    private static string? SubjectOf(W3cCredential? credential, string? issuer) =>
        credential is { Mandate: null } && credential.SubjectId != credential.Issuer && credential.SubjectId != issuer ? credential.SubjectId : null;

    private static IEnumerable<string> Contacts(HumanosEvent humanosEvent) => Known(
    [
        humanosEvent.User?.Contact,
        .. Credentials(humanosEvent).SelectMany(credential => credential.Grantors).Select(grantor => grantor.Contact),
    ]);

    private static IReadOnlyList<CredentialDecision> Credentials(HumanosEvent humanosEvent) => (humanosEvent as CredentialEvent)?.Credentials ?? [];

    private static IEnumerable<string> Known(IEnumerable<string?> texts) => texts.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text));
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

    private static bool IsPhone(string text) =>
        text.Count(char.IsAsciiDigit) >= MinDigits
        && text.TrimStart('+').All(character => char.IsAsciiDigit(character) || Separators.Contains(character, StringComparison.Ordinal));
}

/// <summary>
/// Provides the key of the index of persons. It must not rotate, because hashes with different keys cannot be compared. So the last key stays
/// in use while the vault is unavailable.
/// </summary>
internal sealed class PersonIndexKey(OptionalSecrets secrets)
{
    private volatile PersonKeys? _last;
    private volatile string? _text;

    /// <summary>Returns null if no key is configured. It throws if that could not be determined.</summary>
    public async ValueTask<PersonKeys?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? text = await secrets.GetAsync(OptionalSecret.PersonIndexKey, cancellationToken);
            if (text != _text)
            {
                _last = text is null ? null : new PersonKeys(Encoding.UTF8.GetBytes(text));
                _text = text;
            }

            return _last;
        }
        catch (Exception) when (_last is not null && !cancellationToken.IsCancellationRequested)
        {
            return _last;
        }
    }
}
