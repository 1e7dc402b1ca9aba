using System.Diagnostics.Metrics;
using System.Text;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using HumanosFunctions.Tests.Processing.Retrying;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Pipeline;

/// <summary>An event that no processor receives is queued for the document of its request before its delivery is accepted.</summary>
public sealed class UnprocessedEventsTests : IDisposable
{
    private const string Unknown = """{"eventType":"credential.revoked","requestId":"request-1"}""";

    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RecordedOutput _output = new();
    private readonly Sender _sender = new();
    private readonly RecordingSender _queue = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LoggerFactory _loggers;

    public UnprocessedEventsTests() => _loggers = new LoggerFactory([_output]);

    public void Dispose()
    {
        _loggers.Dispose();
        _meters.Dispose();
        _sender.Dispose();
    }

    [Fact]
    public async Task Where_the_archive_is_off_its_processor_gets_a_copy()
    {
        EventMessage message = MessageOf(Unknown);

        Assert.True(await Events().AddAsync(message));

        ServiceBusMessage copy = Assert.Single(_queue.Sent);
        Assert.Equal((Unknown, "credential.revoked", "request-1"), (copy.Body.ToString(), copy.Subject, copy.CorrelationId));
        Assert.Equal(("archive", 0, message.Id), (copy.ApplicationProperties["humanos_subscription"], copy.ApplicationProperties["humanos_attempt"], copy.ApplicationProperties["humanos_original_id"]));
        Assert.All(message.Message.ApplicationProperties, property => Assert.Equal(property.Value, copy.ApplicationProperties[property.Key]));
        Assert.NotEqual(message.Id, copy.MessageId);
    }

    [Fact]
    public async Task A_repeated_delivery_gives_the_copy_the_same_id_so_that_the_queue_drops_it()
    {
        await Events().AddAsync(MessageOf(Unknown));
        await Events().AddAsync(MessageOf(Unknown));

        Assert.Single(_queue.Sent.Select(copy => copy.MessageId).Distinct());
    }

    [Theory]
    [InlineData(30, null, 0)]
    [InlineData(30, "AzureWebJobs:Archive:Disabled", 1)]
    [InlineData(30, "AzureWebJobs.Archive.Disabled", 1)]
    [InlineData(0, "AzureWebJobs.Archive.Disabled", 1)]
    public async Task Where_the_processor_gets_the_event_from_its_subscription_it_needs_no_copy(int archiveDays, string? disabled, int copies)
    {
        Assert.True(await Events(archiveDays, disabled).AddAsync(MessageOf(Unknown)));

        Assert.Equal(copies, _queue.Sent.Count);
    }

    [Theory]
    [InlineData("""{"eventType":"test","requestId":"r"}""")]
    [InlineData("""{"eventType":"credential","requestId":"r","news":1}""")]
    [InlineData("""{"event":"process.completed","processId":"r"}""")]
    public async Task What_a_processor_receives_and_a_test_need_no_copy(string json)
    {
        Assert.True(await Events().AddAsync(MessageOf(json)));

        Assert.Empty(_queue.Sent);
    }

    [Fact]
    public async Task A_copy_that_the_broker_does_not_take_is_told_so_that_the_delivery_is_not_accepted()
    {
        _queue.Fails = true;
        EventMessage message = MessageOf(Unknown);

        Assert.False(await Events().AddAsync(message));

        Assert.Contains(_output.Everything, line => line.Contains($"Event {message.Id}, which was not understood, was not queued", StringComparison.Ordinal));
    }

    private UnprocessedEvents Events(int archiveDays = 0, string? disabled = null) => new(
        _queue,
        new DriftReport(new IngestorMetrics(_meters.GetRequiredService<IMeterFactory>()), NullLogger<DriftReport>.Instance),
        Options.Create(new ArchiveOptions { ArchiveDays = archiveDays }),
        Options.Create(new PublishingOptions()),
        new ConfigurationBuilder().AddInMemoryCollection(disabled is null ? [] : [new(disabled, "true")]).Build(),
        TimeProvider.System,
        new Logger<UnprocessedEvents>(_loggers));

    private EventMessage MessageOf(string json)
    {
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(Encoding.UTF8.GetBytes(json), SignedAt), SignedAt);
        return EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource: null, SignedAt);
    }
}
