namespace HumanosFunctions.Secrets;

/// <summary>Where the webhook secrets come from: Key Vault, or plain settings on a developer's machine.</summary>
public interface ISecretSource
{
    /// <summary>The keys accepted now, or <see langword="null"/> where none can be had: then nothing may be accepted.</summary>
    ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken);
}
