using Azure;
using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Reads the versions of one secret that count. One that cannot be a key must not take the others down: it is passed over,
/// and what counts is decided as if it were not there, so the one that it was to replace stays in force.
/// </summary>
/// <param name="vault">Holds the secret.</param>
/// <param name="counting">Which of the versions count.</param>
internal sealed class VaultVersions(SecretClient vault, Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> counting)
{
    private const int NotFound = 404;

    /// <param name="name">The secret's.</param>
    /// <param name="tryUse">Throws <see cref="ArgumentException"/> or <see cref="FormatException"/> where a version cannot be a key.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<VaultSecret> ReadAsync(string name, Action<SecretVersion> tryUse, CancellationToken cancellationToken)
    {
        List<SecretProperties> listed = await vault.GetPropertiesOfSecretVersionsAsync(name, cancellationToken).ToListAsync(cancellationToken);
        var read = new Dictionary<string, SecretVersion>();
        var passedOver = new List<UnusableVersion>();
        while (counting(listed).FirstOrDefault(version => !read.ContainsKey(version.Version)) is { } next)
        {
            (SecretVersion? value, string? problem) = await TryReadAsync(name, next.Version, tryUse, cancellationToken);
            if (value is not null)
            {
                read[next.Version] = value;
                continue;
            }

            passedOver.Add(new UnusableVersion(name, next.Version, problem!));
            listed.Remove(next);
        }

        return new VaultSecret(listed, [.. counting(listed).Select(version => read[version.Version])]) { PassedOver = passedOver };
    }

    private async Task<(SecretVersion? Value, string? Problem)> TryReadAsync(
        string name, string version, Action<SecretVersion> tryUse, CancellationToken cancellationToken)
    {
        try
        {
            KeyVaultSecret secret = await vault.GetSecretAsync(name, version, cancellationToken: cancellationToken);
            var value = new SecretVersion(version, secret.Value ?? string.Empty);
            tryUse(value);
            return (value, null);
        }
        catch (RequestFailedException gone) when (gone.Status == NotFound)
        {
            return (null, "it is listed, but not found.");
        }
        catch (FormatException)
        {
            return (null, "it is not base64: it decodes to nothing.");
        }
        catch (ArgumentException)
        {
            return (null, "it is empty.");
        }
    }
}
