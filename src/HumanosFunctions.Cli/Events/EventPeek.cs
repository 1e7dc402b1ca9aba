using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.DeadLetters;

namespace HumanosFunctions.Cli.Events;

/// <summary>Peeks at the messages of a subscription. Nothing is locked, so its readers do not notice.</summary>
internal sealed class EventPeek : IAsyncDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ServiceBusReceiver _receiver;
    private readonly MessagePeek _peek;

    public EventPeek(ServiceBusClient client, string topic, string subscription)
    {
        _receiver = client.CreateReceiver(topic, subscription);
        _peek = new MessagePeek(_receiver);
    }

    public IAsyncEnumerable<PeekedMessage> WaitingAsync(CancellationToken cancellationToken) => _peek.AllAsync(cancellationToken);

    /// <summary>Those that are enqueued from now on, without an end. One that a reader takes within half a second may be missed.</summary>
    public async IAsyncEnumerable<PeekedMessage> NewAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long next = await FindEndAsync(cancellationToken);
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            IReadOnlyList<PeekedMessage> page = await _peek.PageAsync(next, PageSize, cancellationToken);
            foreach (PeekedMessage message in page)
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
        await _peek.PageAsync(number, 1, cancellationToken) is [var first] ? first.SequenceNumber : null;
}
