using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Tests.Archive;
using HumanosFunctions.Tests.Processing.Retrying;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>What becomes of a message of the subscription <c>archive</c>.</summary>
public sealed class ArchivedMessageTests : IAsyncDisposable
{
    private readonly TestedProcessor _tested = new();

    public ValueTask DisposeAsync() => _tested.DisposeAsync();

    [Fact]
    public async Task An_event_that_cannot_be_archived_returns_as_a_copy_for_the_archive_and_is_archived_then()
    {
        await File.WriteAllTextAsync(_tested.Archive.Folder, "a file in place of the folder");
        await _tested.Processor().ProcessAsync(EventSubscription.Archive, Messages.Credential(), _tested.Actions, CancellationToken.None);

        ServiceBusMessage copy = Assert.Single(_tested.Sender.Sent);
        Assert.Equal("archive", copy.ApplicationProperties["humanos_subscription"]);
        Assert.Empty(_tested.Actions.DeadLettered);

        File.Delete(_tested.Archive.Folder);
        await _tested.Processor().ProcessCopyAsync(Messages.Copy("archive", attempt: 1), _tested.Actions, CancellationToken.None);

        Assert.Single(await _tested.Archive.Archive.NamesAsync(null, null).ToListAsync());
        Assert.Single(_tested.Sender.Sent);
    }

    [Fact]
    public async Task Other_bytes_than_the_archive_holds_are_dead_lettered_with_the_name_of_the_object()
    {
        ServiceBusReceivedMessage message = Messages.Credential();
        await _tested.Processor().ProcessAsync(EventSubscription.Archive, message, _tested.Actions, CancellationToken.None);
        string name = Assert.Single(await _tested.Archive.Archive.NamesAsync(null, null).ToListAsync());
        await _tested.Archive.PutAsync(name, [1, 2, 3]);

        await _tested.Processor().ProcessAsync(EventSubscription.Archive, message, _tested.Actions, CancellationToken.None);

        Assert.Equal(("ArchiveHoldsOtherBytes", name), Assert.Single(_tested.Actions.DeadLettered));
        Assert.Empty(_tested.Sender.Sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("test")]
    [InlineData("invoice")]
    public async Task A_message_of_another_sender_is_archived_and_nothing_else_happens(string? subject)
    {
        ServiceBusReceivedMessage message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString("""{"invoice":1}"""), messageId: "other-1", subject: subject, contentType: "application/json", enqueuedTime: Archived.Received);

        await _tested.Processor().ProcessAsync(EventSubscription.Archive, message, _tested.Actions, CancellationToken.None);

        Assert.Single(await _tested.Archive.Archive.NamesAsync(null, null).ToListAsync());
        Assert.Empty(_tested.Sender.Sent);
        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Empty(_tested.Counted.Counted);
    }
}
