using Azure.Core;
using Azure.Core.Pipeline;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Tries a call of the vault again after short pauses. A long pause that the vault asks for is left to
/// <see cref="VaultRefresh"/>: waited out here it would outlast the read's deadline, and nobody would know of it.
/// </summary>
internal sealed class VaultRetryPolicy() : RetryPolicy(MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay, LongestDelay))
{
    private const int MaxRetries = 2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !AsksForLonger(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        AsksForLonger(message) ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);

    private static bool AsksForLonger(HttpMessage message) => message.HasResponse && RetryAfter.Of(message.Response) > LongestDelay;
}
