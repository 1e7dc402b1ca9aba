using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>Looks at dead letters without locking them, so that nobody else is disturbed.</summary>
internal sealed class DeadLetterPeek(ServiceBusReceiver receiver)
{
    private const int PageSize = 100;

    public async IAsyncEnumerable<ServiceBusReceivedMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long next = 0;
        while (await receiver.PeekMessagesAsync(PageSize, next, cancellationToken) is { Count: > 0 } page)
        {
            foreach (ServiceBusReceivedMessage message in page)
            {
                yield return message;
            }

            next = page[^1].SequenceNumber + 1;
        }
    }

    public async Task<ServiceBusReceivedMessage?> FindAsync(long sequenceNumber, CancellationToken cancellationToken) =>
        await receiver.PeekMessageAsync(sequenceNumber, cancellationToken) is { } message && message.SequenceNumber == sequenceNumber ? message : null;
}
