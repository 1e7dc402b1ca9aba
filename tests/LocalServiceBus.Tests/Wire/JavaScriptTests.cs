namespace LocalServiceBus.Tests.Wire;

/// <summary>The JavaScript client has its own AMQP implementation, so it detects errors that the .NET client and the broker have in common.</summary>
public sealed class JavaScriptTests : IAsyncLifetime
{
    private static readonly string Folder = RepositoryFiles.Path("tests", "LocalServiceBus.Tests", "js");
    private DevelopmentBroker _broker = null!;

    public async Task InitializeAsync()
    {
        if (Node.IsPresent)
        {
            await Node.InstallAsync(Folder);
        }

        _broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = Topologies.Sample });
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [NodeFact]
    public async Task A_message_keeps_its_body_and_properties() => await RunAsync("round-trip.cjs");

    [NodeFact]
    public async Task Messages_are_abandoned_renewed_completed_dead_lettered_and_deferred()
    {
        await RunAsync("settle.cjs");

        Assert.Equal(new QueueStatistics(0, 0, 0, 0, 0, Enqueued: 3, Completed: 2), _broker.Statistics("orders"));
    }

    [NodeFact]
    public async Task A_lock_that_ran_out_is_lost() => await RunAsync("lock-expiry.cjs");

    [NodeFact]
    public async Task A_batch_is_received_by_a_subscriber_that_completes_by_itself()
    {
        await RunAsync("subscribe.cjs");

        Assert.Equal(new QueueStatistics(0, 0, 0, 0, 0, Enqueued: 200, Completed: 200), _broker.Statistics("events/Subscriptions/all"));
    }

    [NodeFact]
    public async Task Messages_are_scheduled_cancelled_and_peeked() => await RunAsync("schedule.cjs");

    [NodeFact]
    public async Task Refusals_have_the_codes_of_the_real_service() => await RunAsync("refusals.cjs");

    private async Task RunAsync(string script) =>
        Assert.Equal("done", (await Node.RunScriptAsync(Path.Combine(Folder, script), [_broker.ConnectionString])).Trim());
}
