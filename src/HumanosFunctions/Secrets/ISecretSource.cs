namespace HumanosFunctions.Secrets;

/// <summary>Where the webhook secrets come from: Key Vault, or plain settings on a developer's machine.</summary>
public interface ISecretSource
{
    /// <summary>The keys accepted now, or <see langword="null"/> where none can be had: then nothing may be accepted.</summary>
    ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Newer keys than those given, or <see langword="null"/> where there are none. Anybody can cause this by a forged
    /// signature, so it asks the source only now and then.
    /// </summary>
    ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken);
}
