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
/// Takes the accepted events that no processor receives: tests and unknown types. It reports their drift and stores which of them were not
/// understood, after the response and without delaying it. A row can be lost if the instance stops at that moment; the archive, if it is on,
/// stores the same row from its own message.
/// </summary>
public sealed partial class UnprocessedEvents(
    IStateStore store, ErasedRequests erased, DriftReport report, TimeProvider time, ILogger<UnprocessedEvents> logger) : BackgroundService
{
    private const int MostWaiting = 1000;
    private const int Tries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<StateRow> _rows = Channel.CreateBounded<StateRow>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Returns at once. The JSON of the message is not used after that.</summary>
    /// <param name="message">The message, which the broker has acknowledged.</param>
    /// <param name="routing">The facts that were read from the event.</param>
    /// <param name="receivedAt">When the delivery arrived.</param>
    public void Add(EventMessage message, RoutingFacts routing, DateTimeOffset receivedAt)
    {
        if (IsProcessed(message.Subject) || HumanosEvent.Parse(message.Json) is not EventParsing.Parsed { Event: HumanosEvent parsed })
        {
            return;
        }

        report.Write(parsed, message.Id, message.Subject);
        if (parsed is UnknownEvent && !_rows.Writer.TryWrite(NotUnderstoodState.Row(Facts(message, parsed, routing, receivedAt), "type")))
        {
            Log.NotStored(logger, message.Id, "TooManyWaiting");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What waits is stored before the app stops, as far as the host allows.
        _rows.Writer.TryComplete();
        if (ExecuteTask is { } storing)
        {
            await storing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (StateRow row in _rows.Reader.ReadAllAsync(stoppingToken))
        {
            await StoreAsync(row, stoppingToken);
        }
    }

    private static bool IsProcessed(string subject) => EventSubscription.Handled.Any(subscription => subscription.Subject == subject);

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

            await Task.Delay(BackOff.Wait(attempt, FirstPause, LongestPause), time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(73, LogLevel.Error, "The document of the request does not list event {EventId}, which was not understood: {Cause}")]
        public static partial void NotStored(ILogger logger, string eventId, string cause);
    }
}
