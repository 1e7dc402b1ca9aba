using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Processing.Retrying;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>What becomes of a message that can never succeed.</summary>
public sealed class UnprocessableEventTests : IAsyncDisposable
{
    private readonly TestedProcessor _tested = new();

    public ValueTask DisposeAsync() => _tested.DisposeAsync();

    [Fact]
    public async Task A_row_that_no_store_takes_is_dead_lettered_at_once()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        StateRow large = Rows.Row() with { Content = new byte[StateRow.MaxContentLength + 1] };
        _tested.Handle = () =>
        {
            store.PutAsync(large).GetAwaiter().GetResult();
            return HandlingResult.Done;
        };

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Equal(("RowTooLarge", "ArgumentException"), Assert.Single(_tested.Actions.DeadLettered));
        Assert.Empty(_tested.Sender.Sent);
        Assert.Empty(_tested.Counted.Counted);
    }

    [Fact]
    public async Task What_can_never_succeed_is_not_tried_again()
    {
        _tested.Handle = () => new HandlingResult.DeadLetter("Why");

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Equal(("Why", null), Assert.Single(_tested.Actions.DeadLettered));
        Assert.Empty(_tested.Counted.Counted);
    }

    [Fact]
    public async Task The_log_names_the_queue_in_which_the_dead_letter_lies()
    {
        _tested.Handle = () => new HandlingResult.DeadLetter("Why");

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);
        await _tested.Processor().ProcessCopyAsync(Messages.Copy("credential", attempt: 1), _tested.Actions, CancellationToken.None);

        string[] lines = [.. _tested.Log.Everything.Where(line => line.Contains("Dead-lettered", StringComparison.Ordinal))];
        Assert.Contains("of credential: Why", lines[0], StringComparison.Ordinal);
        Assert.Contains("of humanos-retry: Why", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("audit")]
    [InlineData("otp.failed")]
    public async Task A_copy_for_nobody_we_know_is_dead_lettered(string? subscription)
    {
        await _tested.Processor().ProcessCopyAsync(Messages.Copy(subscription, attempt: 1), _tested.Actions, CancellationToken.None);

        Assert.Equal("NoSubscription", Assert.Single(_tested.Actions.DeadLettered).Reason);
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

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, message, _tested.Actions, CancellationToken.None);

        Assert.Equal(("ForeignBody", null), Assert.Single(_tested.Actions.DeadLettered));
        Assert.Empty(_tested.Counted.Counted);
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
        _tested.Handle = () => throw new Azure.RequestFailedException(status, "what the row held", code, innerException: null);

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Equal(("StoreRefusesRow", "RequestFailedException"), Assert.Single(_tested.Actions.DeadLettered));
        Assert.Empty(_tested.Sender.Sent);
        Assert.Empty(_tested.Counted.Counted);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData(null)]
    [InlineData(5)]
    public async Task Odd_values_of_the_properties_that_an_event_needs_are_dead_lettered_at_once(object? id)
    {
        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential("event-1", ("cloudEvents_time", id)), _tested.Actions, CancellationToken.None);

        Assert.Equal(("NoCloudEvent", null), Assert.Single(_tested.Actions.DeadLettered));
    }
}
