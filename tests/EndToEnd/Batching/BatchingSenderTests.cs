using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace EndToEnd.Batching;

/// <summary>Concurrent publishes share transfers, and each gets the answer that is its own.</summary>
public sealed class BatchingSenderTests : IAsyncLifetime
{
    private BatchingSenderScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BatchingSenderScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_lone_message_goes_at_once_also_beside_transfers_that_hang()
    {
        await _scenario.HangTransfersAsync(BatchingSender.MaxTransfers - 1);
        await _scenario.SendAsync("alone");

        Assert.Equal(["alone"], await _scenario.ReceivedAsync(1));
    }

    [Fact]
    public async Task Messages_that_come_while_all_transfers_are_under_way_go_together_and_all_arrive_once()
    {
        await _scenario.HangEveryTransferAsync();
        Task[] together = [.. Enumerable.Range(0, 50).Select(number => _scenario.SendAsync($"{number}"))];
        _scenario.LetGo();

        await Task.WhenAll(together);

        string[] received = await _scenario.ReceivedAsync(together.Length);
        Assert.Equal(together.Length, received.Distinct().Count());
    }

    [Fact]
    public async Task A_broker_that_is_too_busy_for_a_transfer_is_told_to_all_that_share_it_and_not_asked_again()
    {
        await _scenario.HangEveryTransferAsync();
        Task[] together = [.. Enumerable.Range(0, 20).Select(number => _scenario.SendAsync($"{number}"))];
        _scenario.Broker.Faults.RefuseSends("com.microsoft:server-busy", sends: 1);
        _scenario.LetGo();

        foreach (Task send in together)
        {
            Assert.Equal(ServiceBusFailureReason.ServiceBusy, (await Assert.ThrowsAsync<ServiceBusException>(() => send)).Reason);
        }
    }

    [Fact]
    public async Task A_refused_transfer_is_split_so_that_the_message_which_is_refused_fails_alone()
    {
        await _scenario.HangEveryTransferAsync();
        Task[] together = [.. Enumerable.Range(0, 4).Select(number => _scenario.SendAsync($"{number}"))];

        // The four, the first two of them, the first.
        _scenario.Broker.Faults.RefuseSends("amqp:not-allowed", sends: 3);
        _scenario.LetGo();

        await Assert.ThrowsAnyAsync<Exception>(() => together[0]);
        await Task.WhenAll(together[1..]);
        Assert.Equal(["1", "2", "3"], (await _scenario.ReceivedAsync(3)).Order());
    }

    [Fact]
    public async Task The_parts_of_a_split_transfer_share_one_time_out()
    {
        await _scenario.HangEveryTransferAsync();
        Task[] together = [.. Enumerable.Range(0, 4).Select(number => _scenario.SendAsync($"{number}"))];
        _scenario.Broker.Faults.RefuseSends("amqp:not-allowed", sends: 1);
        _scenario.Broker.Faults.LoseAcknowledgements();
        _scenario.LetGo();
        await _scenario.StoredAsync(2);

        _scenario.LetGo();

        foreach (Task send in together)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_fails_alone()
    {
        await _scenario.HangEveryTransferAsync();
        Task good = _scenario.SendAsync("good");
        Task bad = _scenario.Sender.SendAsync(new ServiceBusMessage("odd") { ApplicationProperties = { ["odd"] = new object() } }, CancellationToken.None);
        Task alsoGood = _scenario.SendAsync("also good");
        _scenario.LetGo();

        await Task.WhenAll(good, alsoGood);
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Equal(["also good", "good"], (await _scenario.ReceivedAsync(2)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(64)]
    public async Task Messages_that_are_too_much_for_one_transfer_take_several(int kibibytes)
    {
        await _scenario.HangEveryTransferAsync();
        string body = new('x', kibibytes * 1024 - 2);
        Task[] together = [.. Enumerable.Range(10, 60).Select(number => _scenario.SendAsync($"{number}{body}"))];
        _scenario.LetGo();

        await Task.WhenAll(together);
        Assert.Equal(60, (await _scenario.ReceivedAsync(60)).Distinct().Count());
    }

    [Fact]
    public async Task Messages_whose_properties_are_too_much_for_one_transfer_take_several()
    {
        await _scenario.HangEveryTransferAsync();
        string label = new('x', 20 * 1024);
        Task[] together = [.. Enumerable.Range(0, 40).Select(number => _scenario.Sender.SendAsync(
            new ServiceBusMessage($"{number}") { ApplicationProperties = { ["label"] = label } }, CancellationToken.None))];
        _scenario.LetGo();

        await Task.WhenAll(together);
        Assert.Equal(40, (await _scenario.ReceivedAsync(40)).Distinct().Count());
    }

    [Fact]
    public async Task A_large_message_goes_by_itself_also_beside_transfers_that_hang_and_one_that_is_too_large_fails()
    {
        await _scenario.HangEveryTransferAsync();
        string large = new('x', 100 * 1024);
        Task[] apart = [.. Enumerable.Range(0, 7).Select(number => _scenario.SendAsync($"{number}{large}"))];
        Task tooLarge = _scenario.SendAsync(new string('y', 300 * 1024));

        await Task.WhenAll(apart);
        ServiceBusException refused = await Assert.ThrowsAsync<ServiceBusException>(() => tooLarge);
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Equal(7, (await _scenario.ReceivedAsync(7)).Distinct().Count());
    }

    [Fact]
    public async Task Who_gives_up_fails_alone_and_a_message_given_up_while_it_waits_is_not_sent()
    {
        await _scenario.HangEveryTransferAsync();
        using var givesUp = new CancellationTokenSource();
        Task leaves = _scenario.Sender.SendAsync(new ServiceBusMessage("leaves"), givesUp.Token);
        Task stays = _scenario.SendAsync("stays");
        await givesUp.CancelAsync();
        _scenario.LetGo();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        await stays;
        await _scenario.SendAsync("last");
        Assert.Equal(["stays", "last"], await _scenario.ReceivedAsync(2));
    }

    [Fact]
    public async Task Without_a_broker_everyone_is_told_and_afterwards_it_goes_on()
    {
        await _scenario.Broker.StopAsync();
        Task[] sends = [.. Enumerable.Range(0, 20).Select(number => _scenario.SendAsync($"lost {number}"))];
        foreach (Task send in sends)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => send);
        }

        await _scenario.Broker.RestartAsync();
        await _scenario.SendAsync("found");

        Assert.Equal(["found"], await _scenario.ReceivedAsync(1));
    }
}
