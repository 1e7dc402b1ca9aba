using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Sends some messages in as few transfers as their sizes allow, and tells each what became of it. The broker takes or
/// refuses a transfer as a whole; one that it refuses for what is in it is split, so that a message which cannot be sent
/// fails alone.
/// </summary>
public sealed class BatchTransmitter(ServiceBusSender sender, IOptions<PublishingOptions> options, TimeProvider time)
{
    public string EntityPath => sender.EntityPath;

    /// <summary>In a transfer of its own. It throws as the SDK's sender does.</summary>
    internal Task SendAloneAsync(ServiceBusMessage message, CancellationToken cancellationToken) => sender.SendMessageAsync(message, cancellationToken);

    /// <summary>Never throws: each message is told.</summary>
    internal async Task SendAsync(IReadOnlyList<PendingMessage> messages)
    {
        // Longer than any of them waits, and independent of each: one that gives up must not take the others along.
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
            // Those that were told before are not told again.
            messages.Fail(failure);
        }
    }

    /// <returns>How many were dealt with, from the first on.</returns>
    private async Task<int> SendSomeAsync(IReadOnlyList<PendingMessage> messages, CancellationToken cancellationToken)
    {
        using MessageBatch batch = await MessageBatch.FillAsync(sender, messages, cancellationToken);

        // What is too large to share, the broker may still take by itself.
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

/// <summary>Tells a transfer that is refused for one of its messages from one that no other split would mend.</summary>
internal static class BatchRejection
{
    // Everything else, an outage or a missing right, would meet the halves just the same.
    public static bool IsAboutContent(Exception refused) => refused is
        InvalidOperationException or NotSupportedException or ArgumentException or SerializationException
        or ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded }
        or ServiceBusException { Reason: ServiceBusFailureReason.GeneralError, IsTransient: false };
}
