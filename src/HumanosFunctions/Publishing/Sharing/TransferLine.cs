using Azure.Messaging.ServiceBus;
using HumanosFunctions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing.Sharing;

/// <summary>
/// Sends some messages in as few transfers as their sizes allow, and tells each what became of it. It never throws. The
/// broker takes or refuses a transfer as a whole; one that it refuses for what is in it is split, so that a message
/// which cannot be sent fails alone.
/// </summary>
public sealed class TransferLine(ServiceBusSender sender, IOptions<HumanosOptions> options, TimeProvider time)
{
    public string EntityPath => sender.EntityPath;

    internal async Task SendAsync(IReadOnlyList<WaitingMessage> messages)
    {
        // Longer than any of them waits, and independent of each: one that gives up must not take the others along.
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        try
        {
            if (messages is [WaitingMessage alone])
            {
                await SendAloneAsync(alone, deadline.Token);
                return;
            }

            for (int sent = 0; sent < messages.Count;)
            {
                sent += await SendSomeAsync(messages, sent, deadline.Token);
            }
        }
        catch (Exception failure)
        {
            // Those that were told before are not told again.
            messages.Fail(failure);
        }
    }

    private async Task SendAloneAsync(WaitingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendMessageAsync(message.Message, cancellationToken);
            message.Acknowledge();
        }
        catch (Exception failure)
        {
            message.Fail(failure);
        }
    }

    /// <returns>How many were dealt with, from the first on.</returns>
    private async Task<int> SendSomeAsync(IReadOnlyList<WaitingMessage> messages, int first, CancellationToken cancellationToken)
    {
        using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync(cancellationToken);
        int next = first;
        while (next < messages.Count && Fits(batch, messages[next].Message))
        {
            next++;
        }

        // Too large to share: the namespace may still take it as a single message.
        if (next - first < 2)
        {
            await SendAloneAsync(messages[first], cancellationToken);
            return 1;
        }

        IReadOnlyList<WaitingMessage> shared = [.. messages.Skip(first).Take(next - first)];
        await SendTogetherAsync(batch, shared, cancellationToken);
        return shared.Count;
    }

    private static bool Fits(ServiceBusMessageBatch batch, ServiceBusMessage message)
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

    private async Task SendTogetherAsync(ServiceBusMessageBatch batch, IReadOnlyList<WaitingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendMessagesAsync(batch, cancellationToken);
            messages.Acknowledge();
        }
        catch (Exception refused) when (TransferRefusal.IsAboutContent(refused))
        {
            int half = messages.Count / 2;
            await SendAsync([.. messages.Take(half)]);
            await SendAsync([.. messages.Skip(half)]);
        }
        catch (Exception failure)
        {
            messages.Fail(failure);
        }
    }
}
