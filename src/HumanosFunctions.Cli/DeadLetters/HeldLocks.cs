using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Keeps locks alive, each renewed when half of its time is over, and gives back at the end what is still held.</summary>
internal sealed class HeldLocks : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Whatever cannot be given back within it becomes free when its lock ends.
    private static readonly TimeSpan GiveBackLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, (ServiceBusReceivedMessage Message, DateTimeOffset RenewAt)> _held = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceBusReceiver _receiver;
    private readonly TimeProvider _time;
    private readonly Task _renewing;

    public HeldLocks(ServiceBusReceiver receiver, TimeProvider time)
    {
        _receiver = receiver;
        _time = time;
        _renewing = RenewAsync();
    }

    public void Add(IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (ServiceBusReceivedMessage message in messages)
        {
            Keep(message, _time.GetUtcNow());
        }
    }

    public void Remove(ServiceBusReceivedMessage message) => _held.TryRemove(message.SequenceNumber, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
        using var limit = new CancellationTokenSource(GiveBackLimit, _time);
        await ForEachAsync(_held.Values.Select(held => held.Message), message => _receiver.AbandonMessageAsync(message, cancellationToken: limit.Token));
    }

    private void Keep(ServiceBusReceivedMessage message, DateTimeOffset since) =>
        _held[message.SequenceNumber] = (message, since + ((message.LockedUntil - since) / 2));

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Pause, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                DateTimeOffset now = _time.GetUtcNow();
                await ForEachAsync(_held.Values.Where(held => held.RenewAt <= now).Select(held => held.Message), RenewAsync);
            }
        }
        catch (OperationCanceledException)
        {
            // There is nothing left to renew for.
        }
    }

    private async Task RenewAsync(ServiceBusReceivedMessage message)
    {
        DateTimeOffset asked = _time.GetUtcNow();
        await _receiver.RenewMessageLockAsync(message, _stop.Token);
        if (_held.ContainsKey(message.SequenceNumber))
        {
            Keep(message, asked);
        }
    }

    private static Task ForEachAsync(IEnumerable<ServiceBusReceivedMessage> messages, Func<ServiceBusReceivedMessage, Task> action) =>
        Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, _) =>
        {
            try
            {
                await action(message);
            }
            catch (Exception)
            {
                // Whatever it was: the lock is lost or will end by itself, and completing will tell.
            }
        });
}
