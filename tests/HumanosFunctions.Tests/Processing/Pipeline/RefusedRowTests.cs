using Azure;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Archive;
using HumanosFunctions.Tests.Payloads;
using HumanosFunctions.Tests.Processing.Retrying;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>Rows of a handler that Table storage itself refuses: the event is dead-lettered at once, because no later attempt can succeed.</summary>
[Collection(StoreCollection.Name)]
public sealed class RefusedRowTests(Azurite azurite) : IAsyncDisposable, IHandler<CredentialEvent>
{
    // A property holds 32,768 characters, a key 512. Azurite does not check the size of an entity, so the table of simulated answers covers that.
    private static readonly Dictionary<string, StateRow> Refused = new()
    {
        ["property"] = Rows.Row(key: new string('x', 33_000)),
        ["request"] = Rows.Row(request: new string('x', 33_000)),
        ["key"] = Rows.Row(kind: new string('x', 1_100)),
    };

    private readonly RetryOptions _settings = new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetries = 2 };
    private readonly CountedRetries _counted = new();
    private readonly RecordingSender _sender = new();
    private readonly RecordingActions _actions = new();
    private readonly TestedArchive _archive = TestedArchive.InFolder();
    private Func<CancellationToken, Task> _put = _ => Task.CompletedTask;

    async Task<HandlingResult> IHandler<CredentialEvent>.HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        await _put(cancellationToken);
        return HandlingResult.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _counted.Dispose();
        await _archive.DisposeAsync();
    }

    [Theory, OnTables]
    public Task A_property_that_is_too_long(string kind) => AssertAsync(kind, "property");

    [Theory, OnTables]
    public Task A_request_id_that_is_too_long(string kind) => AssertAsync(kind, "request");

    [Theory, OnTables]
    public Task A_key_that_is_too_long(string kind) => AssertAsync(kind, "key");

    // Alone and, in one transaction, together with a row that the store accepts.
    private async Task AssertAsync(string kind, string what)
    {
        StateRow row = Refused[what];
        foreach (StateRow[] rows in new StateRow[][] { [row], [row with { Kind = "identity", Key = "accepted" }, row] })
        {
            await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
            IStateStore store = tested.Open();
            _put = token => store.PutAsync(rows, token);
            _actions.DeadLettered.Clear();

            await Processor(store).ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

            (string? reason, string? description) = Assert.Single(_actions.DeadLettered);
            Assert.Equal("StoreRefusesRow", reason);
            Assert.Contains(description, new[] { "RequestFailedException", "TableTransactionFailedException" });
            Assert.Empty(_sender.Sent);
            Assert.Empty(_counted.Counted);
        }
    }

    private EventProcessor Processor(IStateStore store)
    {
        IOptions<RetryOptions> options = Options.Create(_settings);
        return new EventProcessor(
            new MessageReader(new HeldPayloads()),
            new EventDispatch(store, new([], []), new([], [this]), new([], []), new([], []), new([], [])),
            new EventArchiving(new MessageReader(new HeldPayloads()), _archive.Archive, Options.Create(new ArchiveOptions()), NullLogger<EventArchiving>.Instance),
            new ErasedRequests(store, TimeProvider.System),
            new InProcessRetry(options, _counted.Metrics, TimeProvider.System),
            new RetrySchedule(_sender, options, _counted.Metrics, TimeProvider.System, NullLogger<RetrySchedule>.Instance),
            _counted.Metrics,
            TimeProvider.System,
            NullLogger<EventProcessor>.Instance);
    }
}
