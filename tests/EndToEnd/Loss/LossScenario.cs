using EndToEnd.Loss.Evidence;
using EndToEnd.Loss.Faults;
using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss;

/// <summary>Calm, then load and faults, then calm again until nothing is on its way any more; and what can be said of it.</summary>
internal sealed class LossScenario : IAsyncDisposable
{
    private const int DeliveriesASecond = 60;

    private static readonly int Rounds = Effort.Of(everyRun: 1, longRun: 9);
    private static readonly TimeSpan Round = Effort.Of(everyRun: TimeSpan.FromSeconds(25), longRun: TimeSpan.FromMinutes(1));
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);

    private readonly int _seed;
    private readonly Surroundings _surroundings;
    private readonly Sender _signer = new();
    private readonly PersistentSender _sender;
    private readonly FaultKinds _faults;
    private IReadOnlyList<KnownEvent> _calm = [];

    private LossScenario(int seed, Surroundings surroundings)
    {
        (_seed, _surroundings) = (seed, surroundings);
        _sender = new PersistentSender(surroundings.Webhook, _signer, Sending);
        _faults = new FaultKinds(surroundings);
        Workload = new Workload(_sender, Sending, seed);
        Queues = new QueueCensus(surroundings.Broker, surroundings.ServiceBus);
    }

    public Workload Workload { get; }

    public QueueCensus Queues { get; }

    public Tally Sending { get; } = new();

    public Tally Struck { get; } = new();

    /// <summary>How often each fault was meant to strike.</summary>
    public IReadOnlyDictionary<string, long> Meant => _faults.All.ToDictionary(fault => fault.Name, fault => (long)fault.EachRound * Rounds);

    public int Crashes => _surroundings.App.Crashes;

    public static async Task<LossScenario> StartAsync(int seed) => new(seed, await Surroundings.StartAsync());

    public async Task RunAsync()
    {
        using var limit = new CancellationTokenSource((Rounds * Round) + RecoveryLimit);
        try
        {
            _calm = await Workload.SendOneOfEachAsync(limit.Token);
            await DrainAsync();
            await Task.WhenAll(
                Workload.RunAsync((int)(Rounds * Round).TotalSeconds * DeliveriesASecond, Rounds * Round, limit.Token),
                new FaultSchedule(_faults.All, Struck, _seed).RunAsync(Rounds, Round, limit.Token));
            _surroundings.Broker.Faults.Clear();
            await Workload.RepeatSomeAsync(limit.Token);
            await DrainAsync();
        }
        catch (Exception late) when (late is OperationCanceledException or TimeoutException)
        {
            Sending.Count("the limit was reached");
        }
    }

    /// <summary>The verdict, its report, and of each finding where its events were last seen.</summary>
    public async Task<(string Report, IReadOnlyList<string> Problems)> JudgeAsync(TimeSpan duration)
    {
        ILookup<string, StoredRow> rows = _surroundings.Store.Rows();
        AuditWitness witness = _surroundings.Witness;
        ArchiveCensus archive = await ArchiveCensus.ReadAsync(_surroundings.ArchiveFolder);
        var verdict = new Verdict(Workload, _calm, rows, witness, archive);
        var lastSeen = new LastSeen(Workload.Genuine, rows, witness, await Queues.WhereaboutsAsync(CancellationToken.None));
        string report = new LossReport(verdict, Queues, witness, archive, Sending, Struck).Write(_seed, Workload.Genuine.Count, duration);
        return (report, [.. verdict.Findings.Where(finding => finding.Value.Count > 0).Select(finding => lastSeen.Describe(finding.Key, finding.Value))]);
    }

    private Task DrainAsync() => Eventually.IsTrueAsync(() => Queues.IsDrained, "every queue is empty", RecoveryLimit);

    public async ValueTask DisposeAsync()
    {
        await _surroundings.DisposeAsync();
        _faults.Dispose();
        _sender.Dispose();
        _signer.Dispose();
    }
}
