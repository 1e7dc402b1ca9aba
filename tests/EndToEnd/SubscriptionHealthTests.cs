using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Health;
using HumanosFunctions.Publishing;
using LocalServiceBus;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd;

/// <summary>A listener that never started shows in nothing but the messages that wait.</summary>
public sealed class SubscriptionHealthTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private DevelopmentBroker _broker = null!;
    private ServiceBusClient _client = null!;
    private SubscriptionProbe _probe = null!;

    public async Task InitializeAsync()
    {
        _broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")) });
        _client = new ServiceBusClient(_broker.ConnectionString);
        _probe = Probe(archiveDays: 0);
    }

    public async Task DisposeAsync()
    {
        _probe.Dispose();
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Empty_subscriptions_are_healthy_however_long()
    {
        await AskAsync(after: TimeSpan.Zero);
        await AskAsync(after: TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_message_that_nobody_takes_is_told_by_its_subscription()
    {
        await SendAsync();
        await AskAsync(after: TimeSpan.Zero);
        await AskAsync(after: TimeSpan.FromMinutes(9));

        MessagesWaitException waits = await Assert.ThrowsAsync<MessagesWaitException>(() => AskAsync(after: TimeSpan.FromMinutes(2)));

        Assert.Contains("identity", waits.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("humanos-retry")]
    [InlineData("humanos-otp-resend")]
    public async Task A_message_that_nobody_takes_from_a_queue_is_told_behind_those_that_are_scheduled(string queue)
    {
        for (int scheduled = 0; scheduled < 60; scheduled++)
        {
            await SendToAsync(queue, _time.GetUtcNow().AddMinutes(45));
        }

        await AskAsync(after: TimeSpan.Zero);
        await AskAsync(after: TimeSpan.FromMinutes(11));
        await SendToAsync(queue, scheduledAt: default);
        await AskAsync(after: TimeSpan.FromMinutes(1));

        MessagesWaitException waits = await Assert.ThrowsAsync<MessagesWaitException>(() => AskAsync(after: TimeSpan.FromMinutes(12)));

        Assert.Contains(queue, waits.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("humanos-retry")]
    [InlineData("humanos-otp-resend")]
    [InlineData("credential")]
    public async Task An_entity_that_is_not_there_is_told_by_its_name_and_the_brokers_reason(string missing)
    {
        string topology = (await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "servicebus.json"))).Replace($"\"{missing}\"", "\"another\"", StringComparison.Ordinal);
        using var file = new TemporaryFile(topology);
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Load(file.Path) });
        await using var client = new ServiceBusClient(broker.ConnectionString);
        using var probe = new SubscriptionProbe(
            client, Options.Create(new PublishingOptions { TopicName = "humanos-events" }), Options.Create(new ArchiveOptions()), _time);

        EntityUnavailableException unavailable = await Assert.ThrowsAsync<EntityUnavailableException>(() => probe.RunAsync(CancellationToken.None));

        Assert.Equal($"{missing}: ServiceBusException MessagingEntityNotFound", FailureCause.Of(unavailable));
    }

    [Fact]
    public async Task A_backlog_that_is_worked_off_is_healthy()
    {
        await SendAsync();
        await SendAsync();
        await AskAsync(after: TimeSpan.Zero);
        await ReceiveAsync();

        await AskAsync(after: TimeSpan.FromMinutes(11));
        await ReceiveAsync();
        await AskAsync(after: TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task The_broker_is_not_asked_for_each_who_asks()
    {
        await AskAsync(after: TimeSpan.Zero);
        await _broker.DisposeAsync();

        await AskAsync(after: TimeSpan.FromSeconds(29));
    }

    [Fact]
    public async Task The_archive_is_asked_for_only_where_it_is_on()
    {
        using SubscriptionProbe archiving = Probe(archiveDays: 1);
        await using (ServiceBusSender sender = _client.CreateSender("humanos-events"))
        {
            await sender.SendMessageAsync(new ServiceBusMessage("{}") { Subject = "of nobody" });
        }

        await AskAsync(after: TimeSpan.Zero);
        await archiving.RunAsync(CancellationToken.None);
        await AskAsync(after: TimeSpan.FromMinutes(11));

        MessagesWaitException waits = await Assert.ThrowsAsync<MessagesWaitException>(() => archiving.RunAsync(CancellationToken.None));
        Assert.Contains("archive", waits.Message, StringComparison.Ordinal);
    }

    private SubscriptionProbe Probe(int archiveDays) => new(
        _client, Options.Create(new PublishingOptions { TopicName = "humanos-events" }), Options.Create(new ArchiveOptions { ArchiveDays = archiveDays }), _time);

    private Task AskAsync(TimeSpan after)
    {
        _time.Advance(after);
        return _probe.RunAsync(CancellationToken.None);
    }

    private async Task SendAsync()
    {
        await using ServiceBusSender sender = _client.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage("{}") { Subject = "identity", MessageId = $"{Guid.NewGuid()}" });
    }

    private async Task SendToAsync(string queue, DateTimeOffset scheduledAt)
    {
        await using ServiceBusSender sender = _client.CreateSender(queue);
        await sender.SendMessageAsync(new ServiceBusMessage("{}") { MessageId = $"{Guid.NewGuid()}", ScheduledEnqueueTime = scheduledAt });
    }

    private async Task ReceiveAsync()
    {
        await using ServiceBusReceiver receiver = _client.CreateReceiver("humanos-events", "identity");
        await receiver.CompleteMessageAsync(await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30)));
    }
}
