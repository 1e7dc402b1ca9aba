using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>A derived key with the two versions that it was made of.</summary>
public sealed record VaultKey(string Secret, string Salt, EncryptionKey Key);
