using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using HumanosFunctions.Tests.Requests;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>Readings of a vault that nobody asked: one old version of each secret, read.</summary>
internal sealed class MadeReading(DateTimeOffset created) : IDisposable
{
    private readonly SignatureKey _signature = new("signature secret", "sig1");
    private readonly EncryptionKey _encryption = EncryptionKey.Derive(Convert.ToBase64String(new byte[32]), "salt", "enc1/salt1");

    /// <param name="expires">When the signature secret ends.</param>
    /// <param name="begins">When a newer signature secret begins, whose value is not read.</param>
    public VaultReading With(DateTimeOffset? expires, DateTimeOffset? begins) => new(
        new VaultSecret(
            [Listed("sig1", created, expires: expires), .. begins is null ? Array.Empty<SecretProperties>() : [Listed("sig2", created.AddDays(1), begins)]],
            [new SecretVersion("sig1", "signature secret")]),
        new VaultSecret([Listed("enc1", created)], [new SecretVersion("enc1", "encryption secret")]),
        new VaultSecret([Listed("salt1", created)], [new SecretVersion("salt1", "salt")]),
        [_signature],
        [new VaultKey("enc1", "salt1", _encryption)],
        TimeSpan.FromDays(1));

    public void Dispose()
    {
        _signature.Dispose();
        _encryption.Dispose();
    }

    private static SecretProperties Listed(string version, DateTimeOffset created, DateTimeOffset? begins = null, DateTimeOffset? expires = null)
    {
        SecretProperties listed = SecretModelFactory.SecretProperties(
            id: new Uri($"https://vault.example/secrets/secret/{version}"), name: "secret", version: version, createdOn: created);
        listed.Enabled = true;
        listed.NotBefore = begins;
        listed.ExpiresOn = expires;
        return listed;
    }
}
