using Azure.Messaging.ServiceBus;
using HumanosFunctions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing.Sharing;

/// <summary>
/// Sends some messages in as few transfers as their sizes allow, and tells each what became of it. The broker takes or
/// refuses a transfer as a whole; one that it refuses for what is in it is split, so that a message which cannot be sent
/// fails alone.
/// </summary>
public sealed class TransferLine(ServiceBusSender sender, IOptions<HumanosOptions> options, TimeProvider time)
{
    public string EntityPath => sender.EntityPath;

    /// <summary>In a transfer of its own. It throws as the SDK's sender does.</summary>
    internal Task SendAloneAsync(ServiceBusMessage message, CancellationToken cancellationToken) => sender.SendMessageAsync(message, cancellationToken);

    /// <summary>Never throws: each message is told.</summary>
    internal async Task SendAsync(IReadOnlyList<WaitingMessage> messages)
    {
        // Longer than any of them waits, and independent of each: one that gives up must not take the others along.
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        for (int sent = 0; sent < messages.Count;)
        {
            int count = TransferSize.CountThatFit(messages, sent);
            await SendTogetherAsync([.. messages.Skip(sent).Take(count)], deadline.Token);
            sent += count;
        }
    }

    private async Task SendTogetherAsync(IReadOnlyList<WaitingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendMessagesAsync(messages.Select(message => message.Message), cancellationToken);
            messages.Acknowledge();
        }
        catch (Exception refused) when (messages.Count > 1 && TransferRefusal.IsAboutContent(refused))
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
