using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing.Sharing;

/// <summary>
/// How many messages share a transfer, by an estimate of their size. The exact size would take the SDK two more encodings
/// of each message; where the estimate is wrong, the transfer is refused before it is sent, and split.
/// </summary>
internal static class TransferSize
{
    /// <summary>Bytes of one transfer: three quarters of what the Standard tier takes.</summary>
    private const int Most = 192 * 1024;

    /// <summary>Service Bus bills by 64 KiB: a message beyond that saves nothing by sharing, and the copies cost.</summary>
    private const int Large = 64 * 1024;

    /// <summary>What surrounds the body: a dozen properties, each with its name.</summary>
    private const int Surroundings = 2 * 1024;

    public static bool IsLarge(ServiceBusMessage message) => message.Body.ToMemory().Length > Large;

    /// <returns>How many messages from the first on go in one transfer; at least one.</returns>
    public static int CountThatFit(IReadOnlyList<WaitingMessage> messages, int first)
    {
        int next = first;
        for (int size = 0; next < messages.Count; next++)
        {
            size += messages[next].Message.Body.ToMemory().Length + Surroundings;
            if (size > Most && next > first)
            {
                break;
            }
        }

        return next - first;
    }
}
