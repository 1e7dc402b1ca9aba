using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Tests.Processing.Retrying;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>What becomes of an event that fails and may succeed later.</summary>
public sealed class RetriedEventTests : IAsyncDisposable
{
    private readonly TestedProcessor _tested = new();

    public ValueTask DisposeAsync() => _tested.DisposeAsync();

    [Fact]
    public async Task An_event_that_fails_returns_as_a_copy_for_its_subscription_alone()
    {
        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_tested.Sender.Sent);
        Assert.Equal("credential", copy.ApplicationProperties["humanos_subscription"]);
        Assert.Equal(1, copy.ApplicationProperties["humanos_attempt"]);
        Assert.NotEqual(default, copy.ScheduledEnqueueTime);
        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Equal("credential scheduled", _tested.Counted.Counted.Last());
    }

    [Fact]
    public async Task A_copy_that_fails_returns_as_the_next_attempt()
    {
        await _tested.Processor().ProcessCopyAsync(Messages.Copy("credential", attempt: 1), _tested.Actions, CancellationToken.None);

        Assert.Equal(2, Assert.Single(_tested.Sender.Sent).ApplicationProperties["humanos_attempt"]);
        Assert.Empty(_tested.Actions.DeadLettered);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_the_last_attempt_it_is_dead_lettered_with_the_kind_of_failure_and_no_content(int attempt)
    {
        await _tested.Processor().ProcessCopyAsync(Messages.Copy("credential", attempt), _tested.Actions, CancellationToken.None);

        (string? reason, string? description) = Assert.Single(_tested.Actions.DeadLettered);
        Assert.Equal("RetriesExhausted", reason);
        Assert.StartsWith("IOException in TestedProcessor; at ", description, StringComparison.Ordinal);
        Assert.DoesNotContain("what the handler worked on", description, StringComparison.Ordinal);
        Assert.Empty(_tested.Sender.Sent);
    }

    [Fact]
    public async Task Without_scheduled_attempts_it_is_dead_lettered_after_the_tries_at_once()
    {
        _tested.Settings.MaxRetries = 0;

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Equal("RetriesExhausted", Assert.Single(_tested.Actions.DeadLettered).Reason);
        Assert.Equal(InProcessRetry.Tries - 1, _tested.Counted.Counted.Count());
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("credential")]
    public async Task While_the_store_is_away_the_archive_waits_exactly_as_long_as_a_processor(string subscription)
    {
        _tested.Settings.MaxRetries = new RetryOptions().MaxRetries;
        _tested.Handle = () => HandlingResult.Done;
        await _tested.Store.HasTombstonesAsync(CancellationToken.None);
        await _tested.Sqlite.ExecuteAsync("ALTER TABLE tombstones RENAME TO away");

        await _tested.Processor().ProcessAsync(EventSubscription.Named(subscription)!, Messages.Credential(), _tested.Actions, CancellationToken.None);
        for (int attempt = 1; attempt < _tested.Settings.MaxRetries; attempt++)
        {
            await _tested.Processor().ProcessCopyAsync(Messages.Copy(subscription, attempt), _tested.Actions, CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(1, _tested.Settings.MaxRetries), _tested.Sender.Sent.Select(copy => (int)copy.ApplicationProperties["humanos_attempt"]));
        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Empty(await _tested.Archive.Archive.NamesAsync(null, null).ToListAsync());

        await _tested.Sqlite.ExecuteAsync("ALTER TABLE away RENAME TO tombstones");
        await _tested.Processor().ProcessCopyAsync(Messages.Copy(subscription, _tested.Settings.MaxRetries), _tested.Actions, CancellationToken.None);

        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Equal(subscription == "archive" ? 1 : 0, await _tested.Archive.Archive.NamesAsync(null, null).CountAsync());
        Assert.Equal(subscription == "archive" ? 0 : 1, _tested.Handled);
    }

    [Fact]
    public async Task A_copy_that_the_broker_does_not_take_leaves_the_message_to_the_host()
    {
        _tested.Sender.Fails = true;

        await Assert.ThrowsAsync<ServiceBusException>(() => _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None));
        Assert.Empty(_tested.Actions.DeadLettered);
    }

    [Fact]
    public async Task A_stop_of_the_app_schedules_nothing_and_leaves_the_message_to_the_host()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, stop.Token));
        Assert.Empty(_tested.Sender.Sent);
    }

    [Fact]
    public async Task A_handler_that_fails_while_the_app_stops_leaves_no_text_in_the_exception()
    {
        using var stop = new CancellationTokenSource();
        _tested.Handle = () =>
        {
            stop.Cancel();
            throw new FormatException("what the handler read");
        };

        Exception thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, stop.Token));

        Assert.DoesNotContain("what the handler read", thrown.ToString(), StringComparison.Ordinal);
        Assert.Empty(_tested.Sender.Sent);
    }

    [Fact]
    public async Task A_property_that_cannot_be_sent_again_does_not_keep_an_event_from_its_next_attempt()
    {
        ServiceBusReceivedMessage message = Messages.Credential("event-1", ("odd-list", new List<object> { 1 }), ("odd-map", new Dictionary<string, object>()), ("kept", 1.5m));

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, message, _tested.Actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_tested.Sender.Sent);
        Assert.Equal(1.5m, copy.ApplicationProperties["kept"]);
        Assert.DoesNotContain("odd-list", copy.ApplicationProperties.Keys);
        Assert.DoesNotContain("odd-map", copy.ApplicationProperties.Keys);
    }

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(400, "OperationTimedOut")]
    [InlineData(404, "TableNotFound")]
    [InlineData(409, "TableBeingDeleted")]
    public async Task What_table_storage_may_take_later_is_retried(int status, string code)
    {
        _tested.Handle = () => throw new Azure.RequestFailedException(status, "what the row held", code, innerException: null);

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Single(_tested.Sender.Sent);
    }
}
