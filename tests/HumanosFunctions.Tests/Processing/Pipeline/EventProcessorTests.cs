using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
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

/// <summary>What becomes of a message whose event cannot be processed.</summary>
public sealed class EventProcessorTests : IAsyncLifetime, IHandler<CredentialEvent>
{
    private readonly RetryOptions _settings = new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetries = 2 };
    private readonly CountedRetries _counted = new();
    private readonly TestedArchive _archive = TestedArchive.InFolder();
    private readonly RecordingSender _sender = new();
    private readonly TestedSqlite _sqlite = new();
    private readonly IStateStore _store;
    private int _handled;
    private readonly RecordingActions _actions = new();
    private Func<HandlingResult> _handle = () => throw new IOException("what the handler worked on");

    public EventProcessorTests() => _store = _sqlite.Open();

    Task<HandlingResult> IHandler<CredentialEvent>.HandleAsync(CredentialEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        _handled++;
        return Task.FromResult(_handle());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _counted.Dispose();
        await _archive.DisposeAsync();
        await _sqlite.DisposeAsync();
    }

    [Fact]
    public async Task An_event_that_fails_returns_as_a_copy_for_its_subscription_alone()
    {
        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_sender.Sent);
        Assert.Equal("credential", copy.ApplicationProperties["humanos_subscription"]);
        Assert.Equal(1, copy.ApplicationProperties["humanos_attempt"]);
        Assert.NotEqual(default, copy.ScheduledEnqueueTime);
        Assert.Empty(_actions.DeadLettered);
        Assert.Equal("credential scheduled", _counted.Counted.Last());
    }

    [Fact]
    public async Task A_row_that_no_store_takes_is_dead_lettered_at_once()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        StateRow large = Rows.Row() with { Content = new byte[StateRow.LargestContent + 1] };
        _handle = () =>
        {
            store.PutAsync(large).GetAwaiter().GetResult();
            return HandlingResult.Done;
        };

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Equal(("RowTooLarge", "ArgumentException"), Assert.Single(_actions.DeadLettered));
        Assert.Empty(_sender.Sent);
        Assert.Empty(_counted.Counted);
    }

    [Fact]
    public async Task A_copy_that_fails_returns_as_the_next_attempt()
    {
        await Processor().ProcessCopyAsync(Messages.Copy("credential", attempt: 1), _actions, CancellationToken.None);

        Assert.Equal(2, Assert.Single(_sender.Sent).ApplicationProperties["humanos_attempt"]);
        Assert.Empty(_actions.DeadLettered);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_the_last_attempt_it_is_dead_lettered_with_the_kind_of_failure_and_no_content(int attempt)
    {
        await Processor().ProcessCopyAsync(Messages.Copy("credential", attempt), _actions, CancellationToken.None);

        (string? reason, string? description) = Assert.Single(_actions.DeadLettered);
        Assert.Equal("RetriesExhausted", reason);
        Assert.StartsWith("IOException in EventProcessorTests; at ", description, StringComparison.Ordinal);
        Assert.DoesNotContain("what the handler worked on", description, StringComparison.Ordinal);
        Assert.Empty(_sender.Sent);
    }

    [Fact]
    public async Task Without_scheduled_attempts_it_is_dead_lettered_after_the_tries_at_once()
    {
        _settings.MaxRetries = 0;

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Equal("RetriesExhausted", Assert.Single(_actions.DeadLettered).Reason);
        Assert.Equal(InProcessRetry.Tries - 1, _counted.Counted.Count());
    }

    [Fact]
    public async Task A_copy_that_the_broker_does_not_take_leaves_the_message_to_the_host()
    {
        _sender.Fails = true;

        await Assert.ThrowsAsync<ServiceBusException>(() => Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None));
        Assert.Empty(_actions.DeadLettered);
    }

    [Fact]
    public async Task A_stop_of_the_app_schedules_nothing_and_leaves_the_message_to_the_host()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, stop.Token));
        Assert.Empty(_sender.Sent);
    }

    [Fact]
    public async Task What_can_never_succeed_is_not_tried_again()
    {
        _handle = () => new HandlingResult.DeadLetter("Why");

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Equal(("Why", null), Assert.Single(_actions.DeadLettered));
        Assert.Empty(_counted.Counted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("audit")]
    [InlineData("otp.failed")]
    public async Task A_copy_for_nobody_we_know_is_dead_lettered(string? subscription)
    {
        await Processor().ProcessCopyAsync(Messages.Copy(subscription, attempt: 1), _actions, CancellationToken.None);

        Assert.Equal("NoSubscription", Assert.Single(_actions.DeadLettered).Reason);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("sequence")]
    public async Task A_body_that_is_not_bytes_is_dead_lettered_at_once(string kind)
    {
        ServiceBusReceivedMessage message = Messages.Credential();
        message.GetRawAmqpMessage().Body = kind == "value"
            ? AmqpMessageBody.FromValue("""{"eventType":"credential"}""")
            : AmqpMessageBody.FromSequence([new List<object> { 1 }]);

        await Processor().ProcessAsync(EventSubscription.Credential, message, _actions, CancellationToken.None);

        Assert.Equal(("ForeignBody", null), Assert.Single(_actions.DeadLettered));
        Assert.Empty(_counted.Counted);
    }

    [Fact]
    public async Task A_property_that_cannot_be_sent_again_does_not_keep_an_event_from_its_next_attempt()
    {
        ServiceBusReceivedMessage message = Messages.Credential("event-1", ("odd-list", new List<object> { 1 }), ("odd-map", new Dictionary<string, object>()), ("kept", 1.5m));

        await Processor().ProcessAsync(EventSubscription.Credential, message, _actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_sender.Sent);
        Assert.Equal(1.5m, copy.ApplicationProperties["kept"]);
        Assert.DoesNotContain("odd-list", copy.ApplicationProperties.Keys);
        Assert.DoesNotContain("odd-map", copy.ApplicationProperties.Keys);
    }

    public static TheoryData<int, string> Refusals => new()
    {
        { 413, "RequestBodyTooLarge" }, { 400, "EntityTooLarge" }, { 400, "PropertyValueTooLarge" }, { 400, "PropertyNameTooLong" },
        { 400, "PropertyNameInvalid" }, { 400, "TooManyProperties" }, { 400, "KeyValueTooLarge" }, { 400, "InvalidInput" }, { 400, "OutOfRangeInput" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_row_that_table_storage_refuses_is_dead_lettered_at_once(int status, string code)
    {
        _handle = () => throw new Azure.RequestFailedException(status, "what the row held", code, innerException: null);

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Equal(("StoreRefusesRow", "RequestFailedException"), Assert.Single(_actions.DeadLettered));
        Assert.Empty(_sender.Sent);
        Assert.Empty(_counted.Counted);
    }

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(400, "OperationTimedOut")]
    [InlineData(404, "TableNotFound")]
    [InlineData(409, "TableBeingDeleted")]
    public async Task What_table_storage_may_take_later_is_retried(int status, string code)
    {
        _handle = () => throw new Azure.RequestFailedException(status, "what the row held", code, innerException: null);

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Empty(_actions.DeadLettered);
        Assert.Single(_sender.Sent);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData(null)]
    [InlineData(5)]
    public async Task Odd_values_of_the_properties_that_an_event_needs_are_dead_lettered_at_once(object? id)
    {
        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential("event-1", ("cloudEvents_time", id)), _actions, CancellationToken.None);

        Assert.Equal(("NoCloudEvent", null), Assert.Single(_actions.DeadLettered));
    }

    [Fact]
    public async Task An_event_that_cannot_be_archived_returns_as_a_copy_for_the_archive_and_is_archived_then()
    {
        await File.WriteAllTextAsync(_archive.Folder, "a file in place of the folder");
        await Processor().ProcessAsync(EventSubscription.Archive, Messages.Credential(), _actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_sender.Sent);
        Assert.Equal("archive", copy.ApplicationProperties["humanos_subscription"]);
        Assert.Empty(_actions.DeadLettered);

        File.Delete(_archive.Folder);
        await Processor().ProcessCopyAsync(Messages.Copy("archive", attempt: 1), _actions, CancellationToken.None);

        Assert.Single(await _archive.Archive.NamesAsync(null, null).ToListAsync());
        Assert.Single(_sender.Sent);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("credential")]
    public async Task While_the_store_is_away_the_archive_waits_exactly_as_long_as_a_processor(string subscription)
    {
        _settings.MaxRetries = new RetryOptions().MaxRetries;
        _handle = () => HandlingResult.Done;
        await _store.HasTombstonesAsync(CancellationToken.None);
        await _sqlite.ExecuteAsync("ALTER TABLE tombstones RENAME TO away");

        await Processor().ProcessAsync(EventSubscription.Named(subscription)!, Messages.Credential(), _actions, CancellationToken.None);
        for (int attempt = 1; attempt < _settings.MaxRetries; attempt++)
        {
            await Processor().ProcessCopyAsync(Messages.Copy(subscription, attempt), _actions, CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(1, _settings.MaxRetries), _sender.Sent.Select(copy => (int)copy.ApplicationProperties["humanos_attempt"]));
        Assert.Empty(_actions.DeadLettered);
        Assert.Empty(await _archive.Archive.NamesAsync(null, null).ToListAsync());

        await _sqlite.ExecuteAsync("ALTER TABLE away RENAME TO tombstones");
        await Processor().ProcessCopyAsync(Messages.Copy(subscription, _settings.MaxRetries), _actions, CancellationToken.None);

        Assert.Empty(_actions.DeadLettered);
        Assert.Equal(subscription == "archive" ? 1 : 0, await _archive.Archive.NamesAsync(null, null).CountAsync());
        Assert.Equal(subscription == "archive" ? 0 : 1, _handled);
    }

    [Fact]
    public async Task Other_bytes_than_the_archive_holds_are_dead_lettered_with_the_name_of_the_object()
    {
        ServiceBusReceivedMessage message = Messages.Credential();
        await Processor().ProcessAsync(EventSubscription.Archive, message, _actions, CancellationToken.None);
        string name = Assert.Single(await _archive.Archive.NamesAsync(null, null).ToListAsync());
        await _archive.PutAsync(name, [1, 2, 3]);

        await Processor().ProcessAsync(EventSubscription.Archive, message, _actions, CancellationToken.None);

        Assert.Equal(("ArchiveHoldsOtherBytes", name), Assert.Single(_actions.DeadLettered));
        Assert.Empty(_sender.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_of_an_erased_request_is_completed_without_any_effect(bool isCopy)
    {
        ServiceBusReceivedMessage message = isCopy ? Messages.Copy("credential", attempt: 1) : Messages.Credential();
        string request = HumanosEvent.Parse(message.Body.ToMemory()) is EventParsing.Parsed { Event: var parsed } ? parsed.OpaqueRequestId ?? "event-1" : "event-1";
        await _store.AddTombstonesAsync([Tombstone.Of(request, Rows.Noon)], CancellationToken.None);

        await (isCopy ? Processor().ProcessCopyAsync(message, _actions, CancellationToken.None) : Processor().ProcessAsync(EventSubscription.Credential, message, _actions, CancellationToken.None));
        await Processor().ProcessAsync(EventSubscription.Archive, message, _actions, CancellationToken.None);

        Assert.Equal(0, _handled);
        Assert.Empty(_sender.Sent);
        Assert.Empty(_actions.DeadLettered);
        Assert.Empty(await _archive.Archive.NamesAsync(null, null).ToListAsync());
    }

    [Fact]
    public async Task An_erased_request_does_not_affect_another_one()
    {
        _handle = () => HandlingResult.Done;
        await _store.AddTombstonesAsync([Tombstone.Of("another", Rows.Noon)], CancellationToken.None);

        await Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _actions, CancellationToken.None);

        Assert.Equal(1, _handled);
    }

    private EventProcessor Processor()
    {
        IOptions<RetryOptions> options = Options.Create(_settings);
        return new EventProcessor(
            new MessageReader(new HeldPayloads()),
            new EventDispatch([], [this], [], [], []),
            new EventArchiving(new MessageReader(new HeldPayloads()), _archive.Archive, Options.Create(new ArchiveOptions { ArchiveDays = 1 }), NullLogger<EventArchiving>.Instance),
            new ErasedRequests(_store, TimeProvider.System),
            new InProcessRetry(options, _counted.Metrics, TimeProvider.System),
            new RetrySchedule(_sender, options, _counted.Metrics, TimeProvider.System, NullLogger<RetrySchedule>.Instance),
            _counted.Metrics,
            TimeProvider.System,
            NullLogger<EventProcessor>.Instance);
    }
}
