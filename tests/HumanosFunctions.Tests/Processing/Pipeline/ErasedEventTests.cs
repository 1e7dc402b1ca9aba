using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Processing.Retrying;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>What becomes of an event whose request is erased.</summary>
public sealed class ErasedEventTests : IAsyncDisposable
{
    private readonly TestedProcessor _tested = new();

    public ValueTask DisposeAsync() => _tested.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_of_an_erased_request_is_completed_without_any_effect(bool isCopy)
    {
        ServiceBusReceivedMessage message = isCopy ? Messages.Copy("credential", attempt: 1) : Messages.Credential();
        string request = HumanosEvent.Parse(message.Body.ToMemory()) is EventParsing.Parsed { Event: var parsed } ? parsed.OpaqueRequestId ?? "event-1" : "event-1";
        await _tested.Store.AddTombstonesAsync([Tombstone.Of(request, Rows.Noon)], CancellationToken.None);

        await (isCopy ? _tested.Processor().ProcessCopyAsync(message, _tested.Actions, CancellationToken.None) : _tested.Processor().ProcessAsync(EventSubscription.Credential, message, _tested.Actions, CancellationToken.None));
        await _tested.Processor().ProcessAsync(EventSubscription.Archive, message, _tested.Actions, CancellationToken.None);

        Assert.Equal(0, _tested.Handled);
        Assert.Empty(_tested.Sender.Sent);
        Assert.Empty(_tested.Actions.DeadLettered);
        Assert.Empty(await _tested.Archive.Archive.NamesAsync(null, null).ToListAsync());
    }

    [Fact]
    public async Task An_erased_request_does_not_affect_another_one()
    {
        _tested.Handle = () => HandlingResult.Done;
        await _tested.Store.AddTombstonesAsync([Tombstone.Of("another", Rows.Noon)], CancellationToken.None);

        await _tested.Processor().ProcessAsync(EventSubscription.Credential, Messages.Credential(), _tested.Actions, CancellationToken.None);

        Assert.Equal(1, _tested.Handled);
    }
}
