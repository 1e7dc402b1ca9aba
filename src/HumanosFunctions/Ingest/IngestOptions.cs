using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>The limits that deliveries are held to. README.md describes every key.</summary>
public sealed class IngestOptions
{
    public TimeSpan TimestampTolerance { get; set; } = TimeSpan.FromDays(1);

    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>For one delivery from its first byte to the answer; a body that comes slower is not waited for.</summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Deliveries in hand at once; beyond it the sender is asked to come again.</summary>
    public int MaxConcurrentDeliveries { get; set; } = 128;
}

/// <summary>Stops the start on limits under which no delivery could be accepted, or under which a replay could be a second message.</summary>
/// <param name="publishing">A delivery's time includes that of publishing it.</param>
internal sealed class IngestOptionsValidator(PublishingOptions publishing) : IValidateOptions<IngestOptions>
{
    // What the Functions host hands over at all.
    private const int LargestBody = 100 * 1024 * 1024;

    // The platform hangs up on a request after this time.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(230);

    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(IngestOptions options)
    {
        if (options.MaxBodyBytes is < 1 or > LargestBody)
        {
            yield return $"Humanos:MaxBodyBytes must be from 1 to {LargestBody}.";
        }

        // A replay inside the duplicate-detection window has no effect; one that is older would have.
        if (options.TimestampTolerance <= TimeSpan.Zero || options.TimestampTolerance > EventTopic.DuplicateDetectionWindow)
        {
            yield return $"Humanos:TimestampTolerance must be longer than zero and at most {EventTopic.DuplicateDetectionWindow}, the topic's duplicate-detection window.";
        }

        if (options.DeliveryTimeout <= publishing.PublishTimeout || options.DeliveryTimeout > LongestDelivery)
        {
            yield return $"Humanos:DeliveryTimeout must be longer than Humanos:PublishTimeout and at most {LongestDelivery}.";
        }

        if (options.MaxConcurrentDeliveries < 1)
        {
            yield return "Humanos:MaxConcurrentDeliveries must be at least 1.";
        }
    }
}

/// <summary>
/// How far a signed time may be from the clock. A delivery can be accepted from when its time is just not too far ahead
/// until it is too old; all of that has to fit into the topic's duplicate detection, or a replay could be a second message.
/// </summary>
internal static class ReplayWindow
{
    /// <summary>Clocks differ; a delivery from further ahead than this was not signed just now.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPast = EventTopic.DuplicateDetectionWindow - Future;

    /// <param name="tolerance">The setting, which may be as long as the duplicate detection itself.</param>
    public static TimestampWindow Of(TimeSpan tolerance) => new(Past: tolerance < LongestPast ? tolerance : LongestPast, Future);
}
