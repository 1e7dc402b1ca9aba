using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>
/// Handles published events whose type this app does not know: it reports their drift. No subscription except the one of the archive receives
/// them, but the document of the request must list them. If the archive is on, its processor stores that fact. If it is off, the same processor
/// gets a copy of the event through the retry queue. So a response waits for the broker only, and not for the store.
/// </summary>
public sealed partial class UnprocessedEvents(
    ServiceBusSender copies,
    DriftReport report,
    IOptions<ArchiveOptions> archive,
    IOptions<PublishingOptions> publishing,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<UnprocessedEvents> logger) : IAsyncDisposable
{
    // As the host reads it. Without the function, nobody receives the subscription.
    private const string ArchiveDisabled = "AzureWebJobs:Archive:Disabled";
    private const string ArchiveDisabledLocally = "AzureWebJobs.Archive.Disabled";

    /// <summary>Completes when the broker has acknowledged the copy, if one is necessary.</summary>
    /// <param name="message">The message, which the broker has acknowledged.</param>
    /// <returns>False if it has not: the delivery must not be accepted.</returns>
    public async Task<bool> AddAsync(EventMessage message)
    {
        if (IsKnown(message.Subject) || HumanosEvent.Parse(message.Json) is not EventParsing.Parsed { Event: HumanosEvent parsed })
        {
            return true;
        }

        report.Write(parsed, message.Id, message.Subject);
        return parsed is not UnknownEvent || IsArchived() || await SendAsync(message);
    }

    public ValueTask DisposeAsync() => copies.DisposeAsync();

    // A test is known, and has no effect.
    private static bool IsKnown(string subject) => subject == RoutingKey.Test || EventSubscription.Handled.Any(subscription => subscription.Subject == subject);

    private bool IsArchived() => archive.Value.IsOn && !IsTrue(ArchiveDisabled) && !IsTrue(ArchiveDisabledLocally);

    private bool IsTrue(string setting) => bool.TryParse(configuration[setting], out bool value) && value;

    private async Task<bool> SendAsync(EventMessage message)
    {
        using var deadline = new CancellationTokenSource(publishing.Value.PublishTimeout, time);
        try
        {
            await copies.SendMessageAsync(EventCopy.OfPublished(message.Message, EventSubscription.Archive.Name), deadline.Token);
            return true;
        }
        catch (Exception failure)
        {
            // Humanos sends the event again. Then the topic drops it as a duplicate, and the queue gets the copy.
            Log.NotSent(logger, message.Id, FailureReport.CauseOf(failure));
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(73, LogLevel.Error, "Event {EventId}, which was not understood, was not queued for the document of its request: {Cause}")]
        public static partial void NotSent(ILogger logger, string eventId, string cause);
    }
}
