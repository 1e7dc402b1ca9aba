using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using FsCheck;
using FsCheck.Fluent;
using Testing.Deliveries;

namespace EndToEnd;

/// <summary>Over HTTP and to the topic: 200 is exactly what is genuine and an envelope, and then the plaintext is there.</summary>
public sealed class IngestPropertyTests : IAsyncLifetime
{
    private readonly Dictionary<string, byte[]> _accepted = [];
    private readonly SealedBodies _bodies = new();
    private readonly HttpClient _http = AttemptRequest.Client();
    private InProcessIngestor _ingestor = null!;

    public async Task InitializeAsync() => _ingestor = await InProcessIngestor.StartAsync();

    [Fact]
    public async Task A_delivery_is_answered_200_exactly_where_its_plaintext_reaches_the_topic()
    {
        int cases = Effort.Of(everyRun: 300, longRun: 5_000);

        DeliveryAttempts
            .Of(
                Gen.Fresh(() => DateTimeOffset.UtcNow),
                DeliveryAttempts.ClearSkews,
                Gen.Constant<IReadOnlyList<string>>([Sender.SignatureSecret]),
                _bodies.Any)
            .CheckEach(cases, attempt => AssertAnsweredRightlyAsync(attempt).GetAwaiter().GetResult());

        Assert.True(_accepted.Count > cases / 20 && _accepted.Count < cases / 2, $"{_accepted.Count} of {cases} were accepted");
        await AssertPublishedAsync();
        LongReport.Write("ingest-property", $"### 200 exactly where published: {cases:N0} random requests, {_accepted.Count:N0} of them accepted");
    }

    private async Task AssertAnsweredRightlyAsync(DeliveryAttempt attempt)
    {
        byte[]? plaintext = SignatureOracle.IsGenuine(AttemptRequest.AsReceived(attempt)) ? _bodies.PlaintextOf(attempt.Body) : null;

        using HttpResponseMessage response = await _http.SendAsync(AttemptRequest.Of(_ingestor.Webhook, attempt));

        Assert.True((int)response.StatusCode == 200 == plaintext is not null, $"answered {(int)response.StatusCode}");
        if (plaintext is not null)
        {
            _accepted.Add(await AttemptRequest.MessageIdAsync(response), plaintext);
        }
    }

    // Messages of one subscription keep their order: after the last one nothing else can come.
    private async Task AssertPublishedAsync()
    {
        byte[] last = _bodies.NextPlaintext();
        string lastId = await _ingestor.Http.DeliverAsync(_ingestor.Webhook, _ingestor.Sender.Seal(last, DateTimeOffset.UtcNow));
        _accepted.Add(lastId, last);

        IReadOnlyDictionary<string, byte[]> published = await AuditReading.UntilAsync(_ingestor, lastId);

        Assert.Equal(_accepted.Keys.Order(), published.Keys.Order());
        Assert.All(published, message => Assert.Equal(_accepted[message.Key], message.Value));
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _bodies.Dispose();
        await _ingestor.DisposeAsync();
    }
}
