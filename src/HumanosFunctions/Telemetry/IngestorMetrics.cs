using System.Diagnostics.Metrics;
using Humanos.Webhooks;
using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// The metrics of the app. Tags are fixed words, subscriptions and versions of secrets, never content of a delivery.
/// </summary>
public sealed class IngestorMetrics
{
    public const string MeterName = "HumanosFunctions";

    // Most durations are milliseconds. After an outage they can be hours.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600, 86400] };

    private readonly Counter<long> _received;
    private readonly UpDownCounter<long> _inHand;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _quarantined;
    private readonly Counter<long> _published;
    private readonly Counter<long> _checkedIn;
    private readonly Histogram<double> _publishDuration;
    private readonly Counter<long> _keysUsed;
    private readonly Counter<long> _secretsRefreshed;
    private readonly Counter<long> _secretsPassedOver;
    private readonly Counter<long> _processed;
    private readonly Histogram<double> _eventAge;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _drifted;
    private readonly Counter<long> _erased;

    public IngestorMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _received = Meter.CreateCounter<long>("humanos.deliveries.received", "{delivery}", "Requests to the webhook.");
        _inHand = Meter.CreateUpDownCounter<long>("humanos.deliveries.in_hand", "{delivery}", "Deliveries that are being handled now.");
        _refused = Meter.CreateCounter<long>("humanos.deliveries.refused", "{delivery}", "Deliveries that were not accepted, by outcome and reason.");
        _quarantined = Meter.CreateCounter<long>("humanos.deliveries.quarantined", "{delivery}", "Genuine deliveries that could not be read and were quarantined, by reason.");
        _published = Meter.CreateCounter<long>("humanos.events.published", "{event}", "Events that the broker has acknowledged.");
        _checkedIn = Meter.CreateCounter<long>("humanos.events.checked_in", "{event}", "Large events that were stored outside of their message (claim check).");
        _publishDuration = Meter.CreateHistogram<double>("humanos.publish.duration", "s", "From sending an event to the broker until its acknowledgement or failure.", tags: null, Seconds);
        _keysUsed = Meter.CreateCounter<long>("humanos.keys.used", "{delivery}", "Accepted deliveries, by the generation of each key that was used.");
        _secretsRefreshed = Meter.CreateCounter<long>("humanos.secrets.refresh", "{read}", "Reads of Key Vault, by result.");
        _secretsPassedOver = Meter.CreateCounter<long>("humanos.secrets.passed_over", "{version}", "Versions of secrets that cannot be used as keys, once per read of Key Vault, by secret and version.");
        _processed = Meter.CreateCounter<long>("humanos.events.processed", "{event}", "Events whose effect is stored, by subscription.");
        _eventAge = Meter.CreateHistogram<double>("humanos.events.age", "s", "From the arrival of a delivery until its effect is stored.", tags: null, Seconds);
        _retried = Meter.CreateCounter<long>("humanos.events.retried", "{event}", "Failed attempts that are retried, by subscription and stage.");
        _deadLettered = Meter.CreateCounter<long>("humanos.events.dead_lettered", "{event}", "Messages that were dead-lettered, by subscription and reason.");
        _erased = Meter.CreateCounter<long>("humanos.events.erased", "{event}", "Events that were dropped because their request is erased, by subscription.");
        _drifted = Meter.CreateCounter<long>("humanos.events.drift", "{event}", "Events with a type, a version or members that this app does not know, by kind and subject.");
    }

    /// <summary>For observable gauges, which the class that knows the value creates.</summary>
    internal Meter Meter { get; }

    public void Received() => _received.Add(1);

    /// <param name="change">1 when a delivery starts, -1 when it ends.</param>
    public void InHand(int change) => _inHand.Add(change);

    public void Refused(string outcome, string reason) => _refused.Add(1, new("outcome", outcome), new("reason", reason));

    public void Quarantined(string reason) => _quarantined.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void CheckedIn() => _checkedIn.Add(1);

    /// <param name="subject">The subject of the event as a fixed word, so that an unknown event type adds no tag value.</param>
    /// <param name="signedWith">The key that made the signature.</param>
    /// <param name="encryptedWith">The key that decrypted the envelope.</param>
    public void Accepted(string subject, SignatureKey signedWith, EncryptionKey encryptedWith)
    {
        _published.Add(1, new KeyValuePair<string, object?>("subject", subject));
        _keysUsed.Add(1, new("kind", "signature"), new("generation", signedWith.Generation));
        _keysUsed.Add(1, new("kind", "encryption"), new("generation", encryptedWith.Generation));
    }

    public void SecretsRefreshed(bool succeeded) => _secretsRefreshed.Add(1, new KeyValuePair<string, object?>("result", succeeded ? "ok" : "failed"));

    public void SecretPassedOver(string name, string version) => _secretsPassedOver.Add(1, new("secret", name), new("version", version));

    public void PublishEnded(TimeSpan duration, string result) => _publishDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("result", result));

    public void Processed(string subscription, TimeSpan age)
    {
        var tag = new KeyValuePair<string, object?>("subscription", subscription);
        _processed.Add(1, tag);
        _eventAge.Record(age.TotalSeconds, tag);
    }

    /// <param name="subscription">Where the attempt failed.</param>
    /// <param name="stage"><c>at-once</c> in the same process, or <c>scheduled</c> as a message.</param>
    public void Retried(string subscription, string stage) => _retried.Add(1, new("subscription", subscription), new("stage", stage));

    /// <param name="kind"><c>type</c>, <c>version</c> or <c>members</c>.</param>
    /// <param name="subject">The subject of the event as a fixed word, so that an unknown event type adds no tag value.</param>
    public void Drifted(string kind, string subject) => _drifted.Add(1, new("kind", kind), new("subject", subject));

    public void Erased(string subscription) => _erased.Add(1, new KeyValuePair<string, object?>("subscription", subscription));

    public void DeadLettered(string subscription, string reason) => _deadLettered.Add(1, new("subscription", subscription), new("reason", reason));
}

/// <summary>Reports the uptime of every running instance, with or without deliveries. If the gauge is absent, the app does not start.</summary>
internal sealed class Heartbeat : IHostedService
{
    private readonly TimeProvider _time;
    private readonly long _started;

    public Heartbeat(IngestorMetrics metrics, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        metrics.Meter.CreateObservableGauge("humanos.app.uptime", Uptime, "s", "Since this instance of the app started.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private double Uptime() => _time.GetElapsedTime(_started).TotalSeconds;
}
