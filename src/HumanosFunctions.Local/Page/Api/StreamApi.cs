using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using HumanosFunctions.Local.Page.Recording;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>
/// <c>/local/stream</c>: server-sent events. All pages get the same bytes, made once; a page that reads too slowly misses
/// some and asks for the list again when it connects again.
/// </summary>
internal sealed class StreamApi(DeliveryJournal journal, Rates rates, EntitiesApi entities, PageFacts facts, TimeProvider time) : IAsyncDisposable
{
    private const int MaxUnread = 64;

    // Every page gets these four times a second. More would slow down what they show.
    private const int MaxAtOnce = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<Channel<byte[]>> _readers = [];
    private readonly CancellationTokenSource _stopped = new();
    private Task _running = Task.CompletedTask;
    private string _lastEntities = "";

    public void Start() => _running = Task.Run(RunAsync);

    public async Task ServeAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        Channel<byte[]> reader = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MaxUnread) { FullMode = BoundedChannelFullMode.DropOldest });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopped.Token);
        Add(reader);
        try
        {
            await http.Response.WriteAsync("retry: 1000\n\n" + Event("hello", facts.Hello(journal.Capacity, rates.Samples)), end.Token);
            await http.Response.WriteAsync(Event("entities", await entities.ReadAsync(end.Token)), end.Token);
            await http.Response.Body.FlushAsync(end.Token);
            await foreach (byte[] events in reader.Reader.ReadAllAsync(end.Token))
            {
                await http.Response.BodyWriter.WriteAsync(events, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the host stops.
        }
        finally
        {
            Remove(reader);
        }
    }

    /// <summary>Ends every stream.</summary>
    public void Stop() => _stopped.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _stopped.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause, time);
        int second = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                bool isSecond = ++second % 4 == 0;
                RateSample? sample = isSecond ? rates.Take() : null;
                if (journal.IsWatched)
                {
                    await PublishAsync(sample);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task PublishAsync(RateSample? sample)
    {
        try
        {
            (IReadOnlyList<DeliverySummary> changes, long? leftOut) = journal.TakeChanges(MaxAtOnce, DeliverySummary.Of);
            var events = new StringBuilder()
                .Append(leftOut is null ? "" : Event("missed", new { from = leftOut }))
                .Append(changes.Count == 0 ? "" : Event("deliveries", changes));
            if (sample is not null)
            {
                string now = Event("entities", await entities.ReadAsync(_stopped.Token));
                events.Append(Event("rates", sample)).Append(now == _lastEntities ? "" : now);
                _lastEntities = now;
            }

            Send(events);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next one may succeed, and the pages stay connected.
            await Console.Error.WriteLineAsync($"Page: its stream failed with {failure.GetType().Name}");
        }
    }

    private void Send(StringBuilder events)
    {
        if (events.Length == 0)
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(events.ToString());
        lock (_gate)
        {
            _readers.ForEach(reader => reader.Writer.TryWrite(bytes));
        }
    }

    private void Add(Channel<byte[]> reader)
    {
        lock (_gate)
        {
            _readers.Add(reader);
            journal.IsWatched = true;
        }
    }

    private void Remove(Channel<byte[]> reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
            journal.IsWatched = _readers.Count > 0;
        }
    }

    // JSON without line breaks is one line of data.
    private static string Event<T>(string name, T value) => $"event: {name}\ndata: {JsonSerializer.Serialize(value, PageJson.Options)}\n\n";
}

/// <summary>What a page wants to know of the host that serves it.</summary>
/// <param name="Mode"><c>in-process</c> or <c>worker</c>.</param>
/// <param name="Broker"><c>local</c>, or <c>outside</c> for one that is not of this process.</param>
internal sealed record PageFacts(string Mode, string Broker, DateTimeOffset Started)
{
    public object Hello(int capacity, IReadOnlyList<RateSample> history) => new { Mode, Broker, Started, webhook = "/api/webhook", capacity, history };
}
