using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Reads the vault once, with a time-out. After a failure, the next read is delayed.</summary>
internal sealed partial class VaultRefresh(
    VaultReader reader,
    IOptions<SecretOptions> options,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<VaultRefresh> logger) : IDisposable
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Returns the new cache content. It never throws: after a failure, the earlier content remains.</summary>
    public async Task<CachedSecrets> RunAsync(CachedSecrets before)
    {
        try
        {
            VaultReading reading = await ReadAsync(before.Reading);
            metrics.SecretsRefreshed(succeeded: true);
            Warn(reading);
            return CheckForKeys(CachedSecrets.Of(reading, time.GetUtcNow(), options.Value.SecretRefresh));
        }
        catch (Exception failure)
        {
            metrics.SecretsRefreshed(succeeded: false);
            Log.ReadFailed(logger, FailureReport.CauseOf(failure), before.Reading is not null);
            return before.Failed(time.GetUtcNow(), PauseAfter(failure));
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<VaultReading> ReadAsync(VaultReading? before)
    {
        using var deadline = new CancellationTokenSource(ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
        return await reader.ReadAsync(before, either.Token).WaitAsync(either.Token);
    }

    private void Warn(VaultReading reading)
    {
        foreach (UnusableVersion version in reading.UnusableVersions)
        {
            metrics.SecretPassedOver(version.Name, version.Version);
            SecretLog.PassedOver(logger, version.Name, version.Version, version.Reason);
        }

        foreach (string name in reading.SuspiciousEnds)
        {
            SecretLog.SuspiciousEnds(logger, name);
        }
    }

    private TimeSpan PauseAfter(Exception failure)
    {
        TimeSpan asked = RetryAfter.Of((failure as RequestFailedException)?.GetRawResponse());
        TimeSpan max = options.Value.SecretRefresh > PauseAfterFailure ? options.Value.SecretRefresh : PauseAfterFailure;
        return asked > max ? max : asked > PauseAfterFailure ? asked : PauseAfterFailure;
    }

    // The vault answered, so earlier keys are no longer used. The next read comes soon, because an operator can be adding the secrets now.
    private CachedSecrets CheckForKeys(CachedSecrets read)
    {
        if (read.Keys.Secrets is not null)
        {
            return read;
        }

        Log.NoVersion(logger);
        return read with { NextRead = read.AskedAt + PauseAfterFailure };
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Error, "The secrets could not be read from Key Vault: {Reason}. Earlier secrets are in use: {HasEarlier}")]
        public static partial void ReadFailed(ILogger logger, string reason, bool hasEarlier);

        [LoggerMessage(31, LogLevel.Error, "Key Vault holds no usable version of at least one of the three secrets. No delivery is accepted")]
        public static partial void NoVersion(ILogger logger);
    }
}

/// <summary>
/// Retries a call of the vault after short delays. If the vault asks for a longer delay, <see cref="VaultRefresh"/> handles it: waiting here
/// would exceed the time-out of the read without a log entry.
/// </summary>
internal sealed class VaultRetryPolicy() : RetryPolicy(MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay, MaxDelay))
{
    private const int MaxRetries = 2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(2);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !AsksForLonger(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        AsksForLonger(message) ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);

    private static bool AsksForLonger(HttpMessage message) => message.HasResponse && RetryAfter.Of(message.Response) > MaxDelay;
}

/// <summary>Reads the delay that a throttling service asks for.</summary>
internal static class RetryAfter
{
    private const string Header = "Retry-After";

    /// <summary>Returns zero if there is no such header or it holds a date. Key Vault sends seconds.</summary>
    public static TimeSpan Of(Response? response) =>
        response is not null
        && response.Headers.TryGetValue(Header, out string? text)
        && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
}
