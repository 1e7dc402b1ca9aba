using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.DeadLetters;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

public sealed class LockRenewalTests
{
    // Locks of the topology end after a minute.
    private static readonly TimeSpan MoreThanHalf = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Locks_live_as_long_as_the_work_does_and_are_given_back_after_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync(time);
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        await using ServiceBusReceiver receiver = bus.Receiver("credential", SubQueue.DeadLetter);
        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();

        await using (var held = new LockRenewal(receiver, time))
        {
            held.Add([message]);
            for (int round = 0; round < 4; round++)
            {
                DateTimeOffset until = message.LockedUntil;
                time.Advance(MoreThanHalf);
                await Eventually.IsTrueAsync(() => message.LockedUntil > until, "the lock is renewed");
            }

            Assert.Equal(1, bus.DeadLettersOf("credential").Locked);
        }

        await bus.AreFreeAsync("credential", 1);
    }

    [Fact]
    public async Task What_is_removed_is_not_given_back()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        await using ServiceBusReceiver receiver = bus.Receiver("credential", SubQueue.DeadLetter);
        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();

        await using (var held = new LockRenewal(receiver, TimeProvider.System))
        {
            held.Add([message]);
            held.Remove(message);
        }

        Assert.Equal(1, bus.DeadLettersOf("credential").Locked);
    }
}
