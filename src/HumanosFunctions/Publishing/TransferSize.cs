using System.Text;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>
/// An upper bound of the size of messages in a transfer. The SDK's batch knows the exact size, but encodes each message an additional time
/// to find it. If a broker accepts less than <see cref="Limit"/>, it rejects the transfer, and the transfer is split.
/// </summary>
internal static class TransferSize
{
    // The smallest limit of Service Bus is 256 KiB for a transfer.
    private const int Limit = 256 * 1024;

    // The headers of the transfer and of a message: fields of fixed size, and the descriptors of each section.
    private const int Overhead = 256;

    // The type and the length of a string or of binary data.
    private const int Prefix = 5;

    /// <returns>As many messages as fit into a transfer, from the first one.</returns>
    public static IReadOnlyList<PendingMessage> Fitting(IReadOnlyList<PendingMessage> messages)
    {
        int size = Overhead;
        int count = 0;
        while (count < messages.Count && (size += Of(messages[count].Message)) <= Limit)
        {
            count++;
        }

        return count == messages.Count ? messages : [.. messages.Take(count)];
    }

    /// <returns>At least the number of bytes of the message.</returns>
    public static int Of(ServiceBusMessage message)
    {
        int size = Overhead + message.Body.ToMemory().Length + Of(message.MessageId) + Of(message.Subject) + Of(message.CorrelationId) + Of(message.ContentType);
        foreach ((string name, object value) in message.ApplicationProperties)
        {
            size += Of(name) + (value is string text ? Of(text) : Prefix + sizeof(long));
        }

        return size;
    }

    private static int Of(string? text) => Prefix + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);
}
