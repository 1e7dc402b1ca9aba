using System.Diagnostics;
using EndToEnd.Subscribers;
using Xunit.Abstractions;

namespace EndToEnd.Loss;

/// <summary>
/// Every delivery that was answered 200 has effect once, whatever fails; every other one, sent again as Humanos does,
/// ends there once too. HUMANOS_SEED repeats what is sent and when what fails; the machine's own timing stays its own.
/// </summary>
[Collection(LossCollection.Name)]
public sealed class LossTests(ITestOutputHelper output)
{
    [SignalFact]
    public async Task Nothing_accepted_is_lost_or_doubled_and_nothing_forged_gets_in_whatever_fails()
    {
        int seed = Seed.Next();
        output.WriteLine($"{Seed.Variable}={seed}");
        long start = Stopwatch.GetTimestamp();
        await using LossScenario scenario = await LossScenario.StartAsync(seed);

        await scenario.RunAsync();

        (string report, IReadOnlyList<string> problems) = await scenario.JudgeAsync(Stopwatch.GetElapsedTime(start));
        output.WriteLine(report);
        LongReport.Write("loss", report);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(scenario.Queues.IsDrained, scenario.Queues.Describe());
        Assert.Equal(0, scenario.Queues.DeadLettered);
        Assert.Equal(scenario.Workload.Genuine.Count, scenario.Queues.Topic.Accepted);
        Assert.Equal(0, scenario.Crashes);
        AssertAnswers(scenario);
        Assert.All(scenario.Meant, fault => Assert.Equal(fault.Value, scenario.Struck[fault.Key]));
    }

    // A genuine delivery is refused for a failure of ours alone, never as not genuine; a forged one always.
    private static void AssertAnswers(LossScenario scenario)
    {
        Assert.DoesNotContain(scenario.Sending.All, count => count.Key.StartsWith("answered 4", StringComparison.Ordinal));
        Assert.Equal(0, scenario.Sending[Sending.PersistentSender.AnotherId]);
        Assert.Equal(0, scenario.Sending[Sending.PersistentSender.ForgedAccepted]);
        Assert.NotEqual(0, scenario.Sending[Sending.PersistentSender.ForgedRefused]);
    }
}
