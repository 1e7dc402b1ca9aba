using System.Threading.Channels;
using Humanos.Webhooks;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Drift;

/// <summary>
/// Takes the accepted events of types that this app does not know, which no processor receives. It reports their drift and stores which of them were not
/// understood, after the response and without delaying it. A row can be lost if the instance stops at that moment; the archive, if it is on,
/// stores the same row from its own message.
/// </summary>
public sealed partial class UnprocessedEvents(
    IStateStore store, ErasedRequests erased, DriftReport report, TimeProvider time, ILogger<UnprocessedEvents> logger) : BackgroundService
{
    private const int MaxWaiting = 1000;
    private const int Tries = 5;
    private const string Stopping = "Stopping";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxLoggingTime = TimeSpan.FromSeconds(1);

    private readonly Channel<StateRow> _rows = Channel.CreateBounded<StateRow>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private volatile bool _isStopping;

    /// <summary>Returns at once. The JSON of the message is not used after that.</summary>
    /// <param name="message">The message, which the broker has acknowledged.</param>
    /// <param name="routing">The facts that were read from the event.</param>
    /// <param name="receivedAt">When the delivery arrived.</param>
    public void Add(EventMessage message, RoutingFacts routing, DateTimeOffset receivedAt)
    {
        if (IsKnown(message.Subject) || HumanosEvent.Parse(message.Json) is not EventParsing.Parsed { Event: HumanosEvent parsed })
        {
            return;
        }

        report.Write(parsed, message.Id, message.Subject);
        if (parsed is UnknownEvent && !_rows.Writer.TryWrite(NotUnderstoodState.Row(Facts(message, parsed, routing, receivedAt), "type")))
        {
            Log.NotStored(logger, message.Id, _isStopping ? Stopping : "TooManyWaiting");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is stored before the app stops, as far as the host allows.
        _isStopping = true;
        _rows.Writer.TryComplete();
        if (ExecuteTask is { } storing)
        {
            await storing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // The rest is only logged, which takes no time unless the store ignores the stop.
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } logging)
        {
            await logging.WaitAsync(MaxLoggingTime, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Ends when the writer is completed, so that every row that waits is stored or logged.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (StateRow row in _rows.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await StoreAsync(row, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                Log.NotStored(logger, row.EventId, Stopping);
            }
        }
    }

    // A test is known, and has no effect.
    private static bool IsKnown(string subject) => subject == RoutingKey.Test || EventSubscription.Handled.Any(subscription => subscription.Subject == subject);

    private static EventFacts Facts(EventMessage message, HumanosEvent parsed, RoutingFacts routing, DateTimeOffset receivedAt) => new()
    {
        EventId = message.Id,
        RequestId = RequestKey.Of(parsed, message.Id),
        EventType = routing.EventType ?? RoutingKey.Unknown,
        ApiVersion = routing.ApiVersion,
        Issuer = routing.Issuer ?? string.Empty,
        OccurredAt = message.OccurredAt,
        ReceivedAt = receivedAt,
    };

    private async Task StoreAsync(StateRow row, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (!await erased.CoverAsync(row.RequestId, cancellationToken))
                {
                    await store.PutAsync([row], cancellationToken);
                }

                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (attempt == Tries)
                {
                    Log.NotStored(logger, row.EventId, FailureReport.CauseOf(failure));
                    return;
                }
            }

            await Task.Delay(BackOff.Wait(attempt, FirstPause, MaxPause), time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(73, LogLevel.Error, "The document of the request does not list event {EventId}, which was not understood: {Cause}")]
        public static partial void NotStored(ILogger logger, string eventId, string cause);
    }
}
