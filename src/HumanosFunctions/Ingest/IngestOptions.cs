using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>The limits for deliveries. docs/settings.md describes every key.</summary>
public sealed class IngestOptions
{
    public TimeSpan TimestampTolerance { get; set; } = TimeSpan.FromDays(1);

    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The time limit of a delivery from its first byte to the response. A slower body is refused.</summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The concurrency limit. Beyond it, the app asks the sender to retry.</summary>
    public int MaxConcurrentDeliveries { get; set; } = 128;
}

/// <summary>Validates the limits: with others, no delivery could be accepted, or a replayed delivery could become a second message.</summary>
/// <param name="publishing">The time limit of a delivery includes the publish time-out.</param>
internal sealed class IngestOptionsValidator(PublishingOptions publishing) : IValidateOptions<IngestOptions>
{
    // The limit of the Functions host.
    private const int HostBodyLimit = 100 * 1024 * 1024;

    // The platform closes a request after this time.
    private static readonly TimeSpan PlatformTimeout = TimeSpan.FromSeconds(230);

    public ValidateOptionsResult Validate(string? name, IngestOptions options) => AppSettings.ResultOf(Failures(options));

    private IEnumerable<string> Failures(IngestOptions options)
    {
        if (options.MaxBodyBytes is < 1 or > HostBodyLimit)
        {
            yield return $"Humanos:MaxBodyBytes must be from 1 to {HostBodyLimit}.";
        }

        // Duplicate detection drops a replay within its window. An older replay would be a new message.
        if (options.TimestampTolerance <= TimeSpan.Zero || options.TimestampTolerance > EventTopic.DuplicateDetectionWindow)
        {
            yield return $"Humanos:TimestampTolerance must be longer than zero and at most {EventTopic.DuplicateDetectionWindow}, the topic's duplicate-detection window.";
        }

        if (options.DeliveryTimeout <= publishing.PublishTimeout || options.DeliveryTimeout > PlatformTimeout)
        {
            yield return $"Humanos:DeliveryTimeout must be longer than Humanos:PublishTimeout and at most {PlatformTimeout}.";
        }

        if (options.MaxConcurrentDeliveries < 1)
        {
            yield return "Humanos:MaxConcurrentDeliveries must be at least 1.";
        }
    }
}

/// <summary>
/// Limits the difference between the signed time and the clock. The whole period in which a delivery is accepted must fit into the duplicate
/// detection of the topic. Otherwise a replay could become a second message.
/// </summary>
internal static class ReplayWindow
{
    /// <summary>The allowed clock difference for a signed time in the future.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan MaxPast = EventTopic.DuplicateDetectionWindow - Future;

    /// <param name="tolerance">The setting, which can be as long as the duplicate-detection window.</param>
    public static TimestampWindow Of(TimeSpan tolerance) => new(Past: tolerance < MaxPast ? tolerance : MaxPast, Future);
}
