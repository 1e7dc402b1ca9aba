using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Secrets;

public sealed class VaultSecretTests
{
    [Fact]
    public void Only_a_version_whose_value_was_not_read_is_lacking()
    {
        var secret = new VaultSecret([], [new SecretVersion("new", "second value"), new SecretVersion("old", "first value")]);

        Assert.False(secret.IsUnread("new"));
        Assert.False(secret.IsUnread("old"));
        Assert.True(secret.IsUnread("newest"));
    }
}
