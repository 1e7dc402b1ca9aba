using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Sends messages in as few transfers as their sizes allow and completes each of them. The broker accepts or rejects a transfer as a whole.
/// If it rejects a transfer because of its content, the transfer is split, so that only the invalid message fails.
/// </summary>
public sealed class BatchTransmitter(ServiceBusSender sender, IOptions<PublishingOptions> options, TimeProvider time)
{
    public string EntityPath => sender.EntityPath;

    /// <summary>Sends a message in its own transfer. It throws the exceptions of the SDK's sender.</summary>
    internal Task SendAloneAsync(ServiceBusMessage message, CancellationToken cancellationToken) => sender.SendMessageAsync(message, cancellationToken);

    /// <summary>Never throws: it completes each message with its result.</summary>
    internal async Task SendAsync(IReadOnlyList<PendingMessage> messages)
    {
        // A time-out for the transfer, at least as long as the remaining time of each message. Cancelling one message must not cancel the others.
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        try
        {
            for (int sent = 0; sent < messages.Count;)
            {
                sent += messages.Count - sent == 1
                    ? await SendOneAsync(messages[sent], deadline.Token)
                    : await SendSomeAsync([.. messages.Skip(sent)], deadline.Token);
            }
        }
        catch (Exception failure)
        {
            // Does not affect messages that are already completed.
            messages.Fail(failure);
        }
    }

    /// <returns>How many messages were completed, from the first one.</returns>
    private async Task<int> SendSomeAsync(IReadOnlyList<PendingMessage> messages, CancellationToken cancellationToken)
    {
        using MessageBatch batch = await MessageBatch.FillAsync(sender, messages, cancellationToken);

        // A message that is too large for a batch can still be sent alone.
        return batch.Messages.Count < 2
            ? await SendOneAsync(messages[0], cancellationToken)
            : await SendTogetherAsync(batch, cancellationToken);
    }

    private async Task<int> SendOneAsync(PendingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await SendAloneAsync(message.Message, cancellationToken);
            message.Acknowledge();
        }
        catch (Exception failure)
        {
            message.Fail(failure);
        }

        return 1;
    }

    private async Task<int> SendTogetherAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<PendingMessage> messages = batch.Messages;
        try
        {
            await batch.SendAsync(sender, cancellationToken);
            messages.Acknowledge();
        }
        catch (Exception refused) when (BatchRejection.IsAboutContent(refused))
        {
            int half = messages.Count / 2;
            await SendAsync([.. messages.Take(half)]);
            await SendAsync([.. messages.Skip(half)]);
        }
        catch (Exception failure)
        {
            messages.Fail(failure);
        }

        return messages.Count;
    }
}

/// <summary>The messages of one transfer: as many as fit into the largest message of the link.</summary>
internal sealed class MessageBatch(ServiceBusMessageBatch batch) : IDisposable
{
    private readonly List<PendingMessage> _messages = [];

    public IReadOnlyList<PendingMessage> Messages => _messages;

    /// <summary>Adds messages from the first one until one does not fit.</summary>
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
            // The message cannot be encoded. It will be sent alone and fail alone.
            return false;
        }
    }
}

/// <summary>Distinguishes a transfer that was rejected because of its content from other failures.</summary>
internal static class BatchRejection
{
    // Other failures, such as an outage or a missing permission, would affect each half too.
    public static bool IsAboutContent(Exception refused) => refused is
        InvalidOperationException or NotSupportedException or ArgumentException or SerializationException
        or ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded }
        or ServiceBusException { Reason: ServiceBusFailureReason.GeneralError, IsTransient: false };
}
