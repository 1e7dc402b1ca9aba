using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>The messages of one transfer: as many as the broker takes at once, by their exact size.</summary>
internal sealed class MessageBatch(ServiceBusMessageBatch batch) : IDisposable
{
    private readonly List<PendingMessage> _messages = [];

    public IReadOnlyList<PendingMessage> Messages => _messages;

    /// <summary>Takes messages from the first on, up to the one that is too much.</summary>
    public static async Task<MessageBatch> FillAsync(ServiceBusSender sender, IEnumerable<PendingMessage> messages, CancellationToken cancellationToken)
    {
        var shared = new MessageBatch(await sender.CreateMessageBatchAsync(cancellationToken));
        shared.Take(messages);
        return shared;
    }

    public Task SendAsync(ServiceBusSender sender, CancellationToken cancellationToken) => sender.SendMessagesAsync(batch, cancellationToken);

    public void Dispose() => batch.Dispose();

    private void Take(IEnumerable<PendingMessage> messages) => _messages.AddRange(messages.TakeWhile(message => Fits(message.Message)));

    private bool Fits(ServiceBusMessage message)
    {
        try
        {
            return batch.TryAddMessage(message);
        }
        catch (Exception)
        {
            // It cannot be encoded: sent alone, it will fail alone.
            return false;
        }
    }
}
