using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Raw;
using EndToEnd.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Testing.Vault;

namespace EndToEnd;

/// <summary>Whatever fails, nothing that can be watched speaks of a person or a secret: log at its finest, measurements, activities, answers.</summary>
public sealed class FailureDiscretionTests : IAsyncLifetime
{
    private readonly RecordedOutput _log = new();
    private readonly RecordedActivities _activities = new();
    private readonly List<string> _answers = [];
    private LoopbackVault _vault = null!;
    private InProcessIngestor _ingestor = null!;
    private RecordedMeasurements _measured = null!;

    public async Task InitializeAsync()
    {
        _vault = await LoopbackVault.StartAsync();
        _vault.PutSecrets(DateTimeOffset.UtcNow.AddDays(-30));
        _vault.Gate.IsDown = true;
        var changes = new InProcessChanges
        {
            Services = services => services.AddSingleton(_vault.Client()),
            Logging = logging => logging.AddProvider(_log).AddFilter<RecordedOutput>("HumanosFunctions", LogLevel.Trace),
        };

        // A folder stands where the database file should be: no event can be stored.
        _ingestor = await InProcessIngestor.StartAsync(
            changes, [.. VaultSettings.Of(_vault), ("Humanos:PublishTimeout", "00:00:02"), ("Humanos:DeliveryTimeout", "00:00:04"), ("Humanos:SqlitePath", AppContext.BaseDirectory)]);
        _measured = new RecordedMeasurements(_ingestor.Services.GetRequiredService<IMeterFactory>());
    }

    public async Task DisposeAsync()
    {
        await _ingestor.DisposeAsync();
        await _vault.DisposeAsync();
        _measured.Dispose();
        _activities.Dispose();
    }

    [Fact]
    public async Task No_failure_tells_anything_of_a_person_or_a_secret()
    {
        Assert.Equal(503, await PostAsync(Good("2026-05-17/credential")));
        _vault.Gate.IsDown = false;
        await Eventually.IsTrueAsync(async () => await PostAsync(Good("2026-05-17/identity")) == 200, "the vault is asked again");
        foreach (string sample in Samples.Names)
        {
            byte[] json = UniqueSample.Of(sample).Json;
            Assert.Equal(200, await PostAsync(_ingestor.Sender.Seal(json, DateTimeOffset.UtcNow)));
            Assert.All(await PostAllAsync(BrokenDeliveries.Of(json, _ingestor.Sender)), status => Assert.InRange(status, 400, 500));
        }

        await BreakOffAsync();
        await SendAsAStrangerAsync();
        await Eventually.IsTrueAsync(() => Says("SqliteException"), "storing has failed");
        await _ingestor.Broker.StopAsync();
        Assert.Equal(503, await PostAsync(Good("2026-05-17/otp.failed")));

        string everything = string.Join('\n', [.. _log.Everything, .. _measured.All, .. _activities.Everything, .. _answers]);
        string[] reasons = ["WithoutSecrets", "SignatureMissing", "SignatureMalformed", "SignatureMismatch", "TimestampMissing", "TimestampMalformed", "TimestampTooOld", "TimestampInFuture", "NoKeyFits", "NotAnObject", "TooLarge", "TooSlow", "NotPublished", "ForeignContentType"];
        Assert.All(reasons, reason => Assert.Contains(reason, everything, StringComparison.Ordinal));
        Assert.Empty(Confidential.In(everything));
        Assert.DoesNotContain("a stranger's text", everything, StringComparison.Ordinal);
    }

    private bool Says(string word) => _log.Everything.Any(line => line.Contains(word, StringComparison.Ordinal));

    private SealedDelivery Good(string sample) => _ingestor.Sender.Seal(UniqueSample.Of(sample).Json, DateTimeOffset.UtcNow);

    private async Task BreakOffAsync()
    {
        SealedDelivery good = Good("2026-05-17/credential");
        string[] headers = [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}", $"Content-Length: {good.Body.Length}"];
        Assert.Equal(400, await new RawRequest(_ingestor.Webhook).SendAsync(headers, good.Body[..50]));
    }

    private async Task SendAsAStrangerAsync()
    {
        await using ServiceBusClient client = _ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage("a stranger's text") { Subject = "credential", ContentType = "text/plain" });
        await Eventually.IsTrueAsync(() => Says("ForeignContentType"), "the stranger's message is dead-lettered");
    }

    private async Task<int[]> PostAllAsync(IEnumerable<SealedDelivery> deliveries)
    {
        var statuses = new List<int>();
        foreach (SealedDelivery delivery in deliveries)
        {
            statuses.Add(await PostAsync(delivery));
        }

        return [.. statuses];
    }

    private async Task<int> PostAsync(SealedDelivery delivery)
    {
        using HttpResponseMessage response = await _ingestor.Http.PostAsync(_ingestor.Webhook, delivery);
        _answers.Add($"{response.Headers} {await response.Content.ReadAsStringAsync()}");
        return (int)response.StatusCode;
    }
}
