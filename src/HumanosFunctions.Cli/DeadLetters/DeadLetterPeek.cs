using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Looks at dead letters without locking them, so that nobody else is disturbed.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> where the entity does not exist.</remarks>
internal sealed class DeadLetterPeek(ServiceBusReceiver receiver)
{
    private const int PageSize = 100;

    public async IAsyncEnumerable<ServiceBusReceivedMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long next = 0;
        while (await PeekAsync(next, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (ServiceBusReceivedMessage message in page)
            {
                yield return message;
            }

            next = page[^1].SequenceNumber + 1;
        }
    }

    public async Task<ServiceBusReceivedMessage?> FindAsync(long sequenceNumber, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServiceBusReceivedMessage> page = await PeekAsync(sequenceNumber, 1, cancellationToken);
        return page.FirstOrDefault(message => message.SequenceNumber == sequenceNumber);
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(long from, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await receiver.PeekMessagesAsync(count, from, cancellationToken);
        }
        catch (ServiceBusException missing) when (missing.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            throw new InvalidDataException($"{receiver.FullyQualifiedNamespace} has no '{receiver.EntityPath}'.", missing);
        }
    }
}
