namespace HumanosFunctions.Secrets;

/// <summary>The keys of a reading that count at one time.</summary>
/// <param name="Secrets">Null where one of the secrets has no version that counts.</param>
/// <param name="HasUnreadVersion">A version has come into force whose value was not read.</param>
/// <param name="Until">Until then nothing changes by itself.</param>
public sealed record AcceptedKeys(WebhookSecrets? Secrets, bool HasUnreadVersion, DateTimeOffset Until);
