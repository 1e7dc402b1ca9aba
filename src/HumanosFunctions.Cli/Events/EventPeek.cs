using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.Events;

/// <summary>Peeks at the messages of a subscription. Nothing is locked, so its readers do not notice.</summary>
internal sealed class EventPeek(ServiceBusClient client, string topic, string subscription) : IAsyncDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(topic, subscription);

    public async IAsyncEnumerable<ServiceBusReceivedMessage> WaitingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long next = 0; await PeekAsync(next, PageSize, cancellationToken) is { Count: > 0 } page; next = page[^1].SequenceNumber + 1)
        {
            foreach (ServiceBusReceivedMessage message in page)
            {
                yield return message;
            }
        }
    }

    /// <summary>Those that are enqueued from now on, without an end. One that a reader takes within half a second may be missed.</summary>
    public async IAsyncEnumerable<ServiceBusReceivedMessage> NewAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long next = await FindEndAsync(cancellationToken);
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            IReadOnlyList<ServiceBusReceivedMessage> page = await PeekAsync(next, PageSize, cancellationToken);
            foreach (ServiceBusReceivedMessage message in page)
            {
                next = message.SequenceNumber + 1;
                yield return message;
            }

            if (page.Count < PageSize)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    // The first number that no message reaches: doubled until nothing is there, then halved.
    private async Task<long> FindEndAsync(CancellationToken cancellationToken)
    {
        long low = 0, high = 1;
        while (await FirstFromAsync(high, cancellationToken) is { } found)
        {
            low = found;
            high = Math.Max(high * 2, found + 1);
        }

        while (low + 1 < high)
        {
            long middle = low + ((high - low) / 2);
            if (await FirstFromAsync(middle, cancellationToken) is { } found)
            {
                low = found;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private async Task<long?> FirstFromAsync(long number, CancellationToken cancellationToken) =>
        await PeekAsync(number, 1, cancellationToken) is [var message, ..] ? message.SequenceNumber : null;

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(long from, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await _receiver.PeekMessagesAsync(count, from, cancellationToken);
        }
        catch (ServiceBusException missing) when (missing.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            throw new InvalidDataException($"{_receiver.FullyQualifiedNamespace} has no '{_receiver.EntityPath}'.", missing);
        }
    }
}
