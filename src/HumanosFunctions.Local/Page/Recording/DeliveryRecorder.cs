using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Recording;

/// <summary>
/// Writes the journal. The page must not slow down a load test: headers, body and spans are kept for a limited number of deliveries a
/// second. While no page is open, the number of listed deliveries a second is limited too, and the rest of a burst is only counted.
/// </summary>
internal sealed class DeliveryRecorder(DeliveryJournal journal, Rates rates, Examiner examiner, TimeProvider time) : IHostObserver
{
    private const int MaxDetailedPerSecond = 200;
    private const int MaxListedPerSecond = 1000;
    private const string Webhook = "/api/webhook";
    private const string Archive = "Archive";

    private readonly SecondCounter _second = new(time);

    public IObservedRequest? Begin(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(Webhook, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        (int inSecond, DateTimeOffset now) = _second.Next();
        if (inSecond > MaxListedPerSecond && !journal.IsWatched)
        {
            journal.LeaveOut();
            CurrentDelivery.Id = 0;
            return new Counted(rates, time);
        }

        bool isDetailed = inSecond <= MaxDetailedPerSecond;
        long id = journal.Add(id => new RecordedDelivery
        {
            Id = id,
            At = now,
            Path = request.Path.Value ?? "",
            Size = request.ContentLength ?? 0,
            Headers = isDetailed ? ShownHeaders.Of(request) : [],
        });
        CurrentDelivery.Id = isDetailed ? id : 0;
        if (isDetailed)
        {
            journal.Change(id, delivery => delivery.Stages.Add(new Stage("received", now, null, IsOk: true)));
        }

        return new Observed(journal, rates, examiner, time, id, isDetailed);
    }

    public void Handled(string function, ServiceBusReceivedMessage message, MessageEnd end, TimeSpan duration)
    {
        rates.Processed();
        if (message.ApplicationProperties.TryGetValue(EventProperties.Id, out object? value) && value is string eventId && journal.Follows(eventId))
        {
            DateTimeOffset began = time.GetUtcNow() - duration;
            journal.ChangeByMessage(eventId, delivery =>
            {
                delivery.Stages.Add(new Stage($"{Word(end)} by {function}", time.GetUtcNow(), Math.Round(duration.TotalMilliseconds, 2), end == MessageEnd.Completed));
                // The archive keeps every event, also one that no processor receives, and says nothing about the effect of an event.
                delivery.Progress = function == Archive ? delivery.Progress : end switch
                {
                    MessageEnd.DeadLettered => Progress.Dead,
                    MessageEnd.Abandoned => Progress.Retrying,
                    // A copy for later was sent in its place.
                    _ => delivery.RetriedAt >= began ? Progress.Retrying : Progress.Stored,
                };
            });
        }
    }

    /// <summary>The broker has dropped a message that it knew; the delivery's own answer comes after this.</summary>
    public void Dropped(string messageId) => journal.ChangeNextByMessage(messageId, delivery =>
    {
        delivery.Progress = Progress.Dropped;
        delivery.Stages.Add(new Stage("dropped by the topic", time.GetUtcNow(), null, IsOk: true, "The topic knows this message id: a repetition has no effect."));
    });

    /// <summary>The broker has taken a message for later. It is a copy of a failed event, unless it lacks the properties of one.</summary>
    public void Scheduled(Func<string, object?> property)
    {
        if (property(EventCopy.Attempt) is not null && property(EventProperties.Id) is string eventId && journal.Follows(eventId))
        {
            DateTimeOffset now = time.GetUtcNow();
            journal.ChangeByMessage(eventId, delivery => delivery.RetriedAt = now);
        }
    }

    private static string Word(MessageEnd end) => end switch
    {
        MessageEnd.Completed => "completed",
        MessageEnd.DeadLettered => "dead-lettered",
        _ => "abandoned",
    };

    /// <summary>A request that has no line.</summary>
    private sealed class Counted(Rates rates, TimeProvider time) : IObservedRequest
    {
        private readonly long _began = time.GetTimestamp();

        public void Arrived(PipeReader body)
        {
        }

        public void End(int status, Stream? body) => rates.Answered(status is >= 200 and < 300, time.GetElapsedTime(_began).TotalMilliseconds);
    }

    private sealed class Observed(DeliveryJournal journal, Rates rates, Examiner examiner, TimeProvider time, long id, bool isDetailed) : IObservedRequest
    {
        private readonly long _began = time.GetTimestamp();

        public void Arrived(PipeReader body)
        {
            if (isDetailed && body.TryRead(out ReadResult read))
            {
                journal.KeepBody(id, read.Buffer.ToArray());
                body.AdvanceTo(read.Buffer.Start);
            }
        }

        public void End(int status, Stream? body)
        {
            double duration = time.GetElapsedTime(_began).TotalMilliseconds;
            bool isAccepted = status is >= 200 and < 300;
            rates.Answered(isAccepted, duration);
            string? messageId = isAccepted ? MessageIdOf(body) : null;
            journal.Answer(id, delivery =>
            {
                delivery.Status = status;
                delivery.Duration = Math.Round(duration, 2);
                delivery.MessageId = messageId;
                if (isDetailed)
                {
                    delivery.Stages.Add(new Stage("answered", time.GetUtcNow(), delivery.Duration, isAccepted));
                }

                delivery.Progress = isAccepted && delivery.Progress == Progress.None ? Progress.Waiting : delivery.Progress;
            });
            if (isDetailed)
            {
                examiner.Enqueue(id);
            }
        }

        // Every accepted delivery is read here, also under load, so no document is made of the answer.
        private static string? MessageIdOf(Stream? body)
        {
            if (body is not MemoryStream memory || !memory.TryGetBuffer(out ArraySegment<byte> answer))
            {
                return null;
            }

            var json = new Utf8JsonReader(answer);
            try
            {
                while (json.Read())
                {
                    if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.ValueTextEquals("messageId"u8))
                    {
                        return json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
                    }
                }

                return null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>Numbers what happens within a second.</summary>
internal sealed class SecondCounter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _second;
    private int _count;

    /// <summary>Returns 1 for the first in a second, and the time.</summary>
    public (int InSecond, DateTimeOffset Now) Next()
    {
        DateTimeOffset now = time.GetUtcNow();
        long second = now.ToUnixTimeSeconds();
        lock (_gate)
        {
            (_count, _second) = second == _second ? (_count + 1, second) : (1, second);
            return (_count, now);
        }
    }
}

/// <summary>The delivery that the current flow of calls works on; 0 for none.</summary>
internal static class CurrentDelivery
{
    private static readonly AsyncLocal<long> Value = new();

    public static long Id
    {
        get => Value.Value;
        set
        {
            if (value != Value.Value)
            {
                Value.Value = value;
            }
        }
    }
}

/// <summary>The headers that matter for a delivery.</summary>
internal static class ShownHeaders
{
    private const int MaxValueLength = 200;

    private static readonly string[] Shown = ["x-timestamp", "x-signature", "content-type", "content-length", "transfer-encoding", "user-agent", "host", "traceparent", "x-forwarded-for", "via"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(HttpRequest request) =>
    [
        .. request.Headers
            .Where(header => Shown.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key.ToLowerInvariant(), value is { Length: > MaxValueLength } ? value[..MaxValueLength] : value ?? ""))),
    ];
}
