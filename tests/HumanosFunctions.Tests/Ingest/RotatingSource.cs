using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Ingest;

/// <summary>Has newer secrets for whoever asks, and counts who did.</summary>
internal sealed class RotatingSource(WebhookSecrets? newer) : ISecretSource
{
    public WebhookSecrets? Newer { get; } = newer;

    public int Renewals { get; private set; }

    public ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Newer);

    public ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken)
    {
        Renewals++;
        return ValueTask.FromResult(Newer);
    }
}
