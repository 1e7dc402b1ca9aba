using System.Diagnostics;
using EndToEnd.Loss.Evidence;
using EndToEnd.Loss.Faults;
using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;
using Xunit.Abstractions;

namespace EndToEnd.Loss;

/// <summary>
/// Every delivery that was answered 200 has effect once, whatever fails; every other one, sent again as Humanos does,
/// ends there once too. HUMANOS_SEED repeats a schedule; the machine's own timing stays its own.
/// </summary>
[Collection(LossCollection.Name)]
public sealed class LossTests(ITestOutputHelper output)
{
    private const int DeliveriesASecond = 50;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly int Rounds = Effort.Of(everyRun: 1, longRun: 24);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Nothing_accepted_is_lost_or_doubled_and_nothing_forged_gets_in_whatever_fails()
    {
        int seed = Seed.Next();
        output.WriteLine($"{Seed.Variable}={seed}");
        long start = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource((Round * Rounds) + RecoveryLimit);
        await using Surroundings surroundings = await Surroundings.StartAsync();
        using var signer = new Sender();
        Tally sending = new(), striking = new();
        using var sender = new PersistentSender(surroundings.Webhook, signer, sending);
        using var faults = new FaultKinds(surroundings);
        var workload = new Workload(sender, sending, seed);
        var queues = new QueueCensus(surroundings.Broker, surroundings.ServiceBus);

        IReadOnlyList<KnownEvent> calm = await workload.SendOneOfEachAsync(limit.Token);
        await DrainAsync(queues);
        int deliveries = (int)(Round * Rounds).TotalSeconds * DeliveriesASecond;
        await Task.WhenAll(
            workload.RunAsync(deliveries, Round * Rounds, limit.Token),
            new FaultSchedule(faults.All, striking, seed).RunAsync(Rounds, Round, limit.Token));
        surroundings.Broker.Faults.Clear();
        await workload.RepeatSomeAsync(limit.Token);
        await DrainAsync(queues);

        ILookup<string, StoredRow> rows = surroundings.Store.Rows();
        var verdict = new Verdict(workload.Genuine, calm, rows, surroundings.Witness);
        string report = new LossReport(verdict, queues, surroundings.Witness, sending, striking)
            .Write(seed, workload.Genuine.Count, Stopwatch.GetElapsedTime(start));
        output.WriteLine(report);
        LongReport.Write("loss", report);
        var lastSeen = new LastSeen(workload.Genuine, rows, surroundings.Witness, await queues.WhereaboutsAsync(CancellationToken.None));

        AssertNone("lost", verdict.Lost, lastSeen);
        AssertNone("that nobody sent", verdict.Foreign, lastSeen);
        AssertNone("published twice", verdict.PublishedTwice, lastSeen);
        AssertNone("with another effect than in calm", verdict.WithAnotherEffect, lastSeen);
        AssertNone("with other bytes on the topic", verdict.WithOtherBytes, lastSeen);
        AssertOnlyOutages(sending);
        Assert.Equal(0, queues.DeadLettered);
        Assert.Equal(workload.Genuine.Count, queues.Topics.Accepted);
        Assert.Equal(0, surroundings.App.Crashes);
        Assert.All(faults.All, fault => Assert.Equal(fault.EachRound * Rounds, striking[fault.Name]));
    }

    private static Task DrainAsync(QueueCensus queues) =>
        Eventually.IsTrueAsync(() => queues.IsDrained, "every queue is empty", RecoveryLimit);

    private static void AssertNone(string what, IReadOnlyCollection<string> eventIds, LastSeen lastSeen) =>
        Assert.True(eventIds.Count == 0, lastSeen.Describe(what, eventIds));

    // A genuine delivery is refused for an outage alone, and a forged one always.
    private static void AssertOnlyOutages(Tally sending)
    {
        string[] answers = [.. sending.All.Select(count => count.Key).Where(what => what.StartsWith("answered", StringComparison.Ordinal))];
        Assert.Equal(["answered 200", "answered 503"], answers);
        Assert.Equal(0, sending[Verdict.ForgedAccepted]);
        Assert.NotEqual(0, sending["forged, refused"]);
    }
}
