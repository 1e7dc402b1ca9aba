using System.Diagnostics.Metrics;
using System.Text;
using Humanos.Webhooks;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Tests.Processing.Drift;

/// <summary>An event that was not understood is stored after the answer, or an error names it.</summary>
public sealed class UnprocessedEventsTests : IDisposable
{
    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RecordedOutput _output = new();
    private readonly Sender _sender = new();
    private readonly SilentStore _store = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LoggerFactory _loggers;
    private readonly UnprocessedEvents _events;

    public UnprocessedEventsTests()
    {
        _loggers = new LoggerFactory([_output]);
        var report = new DriftReport(new IngestorMetrics(_meters.GetRequiredService<IMeterFactory>()), new Logger<DriftReport>(_loggers));
        _events = new UnprocessedEvents(_store, new ErasedRequests(_store, TimeProvider.System), report, TimeProvider.System, new Logger<UnprocessedEvents>(_loggers));
    }

    public void Dispose()
    {
        _events.Dispose();
        _loggers.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task What_still_waits_when_the_time_to_stop_is_over_is_named_in_the_log()
    {
        await _events.StartAsync(CancellationToken.None);
        string[] ids = [.. Enumerable.Range(0, 3).Select(Add)];
        await _store.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await _events.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(ids, NotStored("Stopping"));
    }

    [Fact]
    public async Task What_comes_after_the_stop_is_named_with_the_stop_as_the_reason()
    {
        await _events.StartAsync(CancellationToken.None);
        await _events.StopAsync(CancellationToken.None);

        string id = Add(0);

        Assert.Equal([id], NotStored("Stopping"));
        Assert.Empty(NotStored("TooManyWaiting"));
    }

    [Fact]
    public async Task More_than_a_thousand_that_wait_are_too_many()
    {
        await _events.StartAsync(CancellationToken.None);
        Add(0);
        await _store.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        string[] ids = [.. Enumerable.Range(1, 1001).Select(Add)];

        Assert.Equal([ids[^1]], NotStored("TooManyWaiting"));
    }

    private string Add(int number)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"eventType":"credential.revoked","requestId":"request-{{number}}"}""");
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(json, SignedAt), SignedAt);
        RoutingFacts routing = RoutingFacts.Read(decrypted)!;
        EventMessage message = EventMessage.Describe(decrypted, routing, resource: null, SignedAt);
        _events.Add(message, routing, SignedAt);
        return message.Id;
    }

    private string[] NotStored(string cause) =>
        [.. _output.Everything
            .Where(line => line.Contains($", which was not understood: {cause} ", StringComparison.Ordinal))
            .Select(line => line.Split("does not list event ")[1].Split(',')[0])];

    /// <summary>A store that never answers.</summary>
    private sealed class SilentStore : IStateStore
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }

        public Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<StateRow> AllAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> RequestsOfAsync(string indexedKey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DeleteAsync(string requestId, bool keepsIndex, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AddTombstonesAsync(IReadOnlyList<Tombstone> tombstones, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> HasTombstonesAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<bool> IsErasedAsync(string requestId, CancellationToken cancellationToken) => Task.FromResult(false);

        public IAsyncEnumerable<Tombstone> TombstonesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CompactAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
