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
        await SendAllAsync(messages, deadline.Token);
    }

    private async Task SendAllAsync(IReadOnlyList<PendingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            for (IReadOnlyList<PendingMessage> remaining = messages; remaining.Count > 0;)
            {
                int sent = remaining.Count == 1
                    ? await SendOneAsync(remaining[0], cancellationToken)
                    : await SendSomeAsync(remaining, cancellationToken);
                remaining = [.. remaining.Skip(sent).Where(message => !message.IsCanceled)];
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
        IReadOnlyList<PendingMessage> fitting = TransferSize.Fitting(messages);

        // A message that is too large for a shared transfer can still be sent alone.
        return fitting.Count < 2
            ? await SendOneAsync(messages[0], cancellationToken)
            : await SendTogetherAsync(fitting, cancellationToken);
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

    private async Task<int> SendTogetherAsync(IReadOnlyList<PendingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendMessagesAsync(messages.Select(message => message.Message), cancellationToken);
            messages.Acknowledge();
        }
        catch (Exception refused) when (BatchRejection.IsAboutContent(refused))
        {
            int half = messages.Count / 2;
            await SendAllAsync([.. messages.Take(half)], cancellationToken);
            await SendAllAsync([.. messages.Skip(half).Where(message => !message.IsCanceled)], cancellationToken);
        }
        catch (Exception failure)
        {
            messages.Fail(failure);
        }

        return messages.Count;
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
