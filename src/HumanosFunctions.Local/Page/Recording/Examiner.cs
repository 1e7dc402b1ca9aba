using System.Threading.Channels;
using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Deliveries;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Local.Page.Recording;

/// <summary>What was found out about a delivery from its bytes and the local secrets.</summary>
internal sealed record Examination(DeliveryDiagnosis? Diagnosis, EventMessage? Message, byte[]? Json);

/// <summary>
/// Examines recorded deliveries in the background, one at a time: what event an accepted one holds, why another was
/// refused. Each examination is bounded in time, and under load many are left out until somebody asks. The reason of a refusal takes
/// milliseconds to find, so while no page is open, the examiner rests after each: 49 times as long as it took, and at most a second.
/// </summary>
internal sealed class Examiner(DeliveryJournal journal, KnownSecrets secrets, TimestampWindow window, TimeProvider time) : IAsyncDisposable
{
    private const int MaxWaiting = 64;
    private const int RestFactor = 49;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly Channel<long> _waiting = Channel.CreateBounded<long>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Asks for an examination; dropped if too many wait.</summary>
    public void Enqueue(long id) => _waiting.Writer.TryWrite(id);

    /// <summary>Examines at once; null if the body was not kept.</summary>
    public Examination? Examine(long id)
    {
        if (journal.Read(id, delivery => BodyOf(delivery) is { } body ? new CapturedRequest("POST", delivery.Path, delivery.Headers, body, delivery.At) : null) is not { At: { } at } request)
        {
            return null;
        }

        bool isAccepted = journal.Read(id, delivery => delivery.Status is >= 200 and < 300 ? delivery : null) is not null;
        using var limit = new CancellationTokenSource(Limit, time);
        DeliveryDiagnosis? diagnosis = isAccepted ? null : DeliveryDiagnosis.Of(request, secrets, window, at, limit.Token);
        Examination found = Read(request, at, diagnosis);
        journal.Change(id, delivery =>
        {
            delivery.Reason = diagnosis?.Refusal?.Reason;
            if (found.Message is { } message)
            {
                delivery.EventType = message.Message.ApplicationProperties.TryGetValue(EventProperties.Type, out object? type) ? type as string : null;
                delivery.RequestId = message.Message.ApplicationProperties.TryGetValue(EventProperties.Subject, out object? subject) ? subject as string : null;
            }
        });
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (long id in _waiting.Reader.ReadAllAsync())
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            long began = time.GetTimestamp();
            try
            {
                Examine(id);
            }
            catch (Exception failure)
            {
                // The type alone: a message can quote what it failed on. The other deliveries are still looked at.
                await Console.Error.WriteLineAsync($"Page: delivery {id} cannot be examined: {failure.GetType().Name}");
            }

            if (!journal.IsWatched)
            {
                await RestAsync(time.GetElapsedTime(began) * RestFactor);
            }
        }
    }

    private async Task RestAsync(TimeSpan rest) =>
        await Task.Delay(rest < LongestRest ? rest : LongestRest, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // A body without an announced length, such as one in chunks, does not arrive, and that is the whole of it.
    private static byte[]? BodyOf(RecordedDelivery delivery) => delivery.Body ?? (delivery is { Size: 0, Headers.Count: > 0 } ? [] : null);

    private Examination Read(CapturedRequest request, DateTimeOffset at, DeliveryDiagnosis? diagnosis)
    {
        if (EnvelopeSearch.Open(request.Body, request.One(ReceivedDelivery.TimestampHeader), secrets) is not { } decrypted)
        {
            return new Examination(diagnosis, null, null);
        }

        using (decrypted)
        {
            EventMessage? message = RoutingFacts.Read(decrypted) is { } facts ? EventMessage.Describe(decrypted, facts, Resource(request.Target), at) : null;
            return new Examination(diagnosis, message, decrypted.Json.ToArray());
        }
    }

    private static string? Resource(string path) => path.Split('/') is [_, _, _, { Length: > 0 } resource] ? resource : null;
}
