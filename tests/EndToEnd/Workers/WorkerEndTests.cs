using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using LocalServiceBus;

namespace EndToEnd.Workers;

/// <summary>A worker ends while it handles invocations, and the host continues with another one.</summary>
public sealed partial class WorkerEndTests
{
    [Fact]
    public async Task A_worker_killed_under_load_is_replaced_and_nothing_that_was_accepted_is_missing()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(FunctionsHost.Worker);
        var accepted = new ConcurrentBag<UniqueSample>();
        using var stop = new CancellationTokenSource();
        Task[] senders = [.. Enumerable.Range(0, 8).Select(_ => SendAsync(ingestor, accepted, stop.Token))];

        foreach (int kill in Enumerable.Range(1, 3))
        {
            int before = accepted.Count;
            await Eventually.IsTrueAsync(() => accepted.Count >= before + 50, "deliveries are accepted");
            using Process worker = Process.GetProcessById(await WorkerAsync(ingestor, kill));
            worker.Kill();
        }

        await WorkerAsync(ingestor, 4);
        int last = accepted.Count;
        await Eventually.IsTrueAsync(() => accepted.Count >= last + 50, "deliveries are accepted again");
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        foreach (UniqueSample sample in accepted)
        {
            JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
            Assert.Equal(1, stored.GetProperty("identities").GetArrayLength());
        }

        Assert.Equal(0, ingestor.Broker.Statistics("humanos-events/Subscriptions/identity").DeadLettered);
    }

    [Fact]
    public async Task A_worker_that_hangs_is_ended_when_functionTimeout_is_over_and_replaced()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(
            FunctionsHost.Worker, ("AzureFunctionsJobHost__functionTimeout", "00:00:02"));
        int worker = await WorkerAsync(ingestor, 1);
        using (Process stopping = Process.Start("kill", ["-STOP", $"{worker}"]))
        {
            await stopping.WaitForExitAsync();
        }

        using (HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, Identity(ingestor, UniqueSample.Of("2026-05-17/identity"))))
        {
            Assert.Equal(500, (int)answer.StatusCode);
        }

        await WorkerAsync(ingestor, 2);
        await ingestor.Http.DeliverAsync(ingestor.Webhook, Identity(ingestor, UniqueSample.Of("2026-05-17/identity")));
    }

    [Fact]
    public async Task A_worker_does_not_outlive_a_host_that_is_killed()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(FunctionsHost.Worker);
        using Process worker = Process.GetProcessById(await WorkerAsync(ingestor, 1));

        await ingestor.Process.KillAsync();

        using var limit = new CancellationTokenSource(Eventually.Limit);
        await worker.WaitForExitAsync(limit.Token);
    }

    // A sender repeats what was not accepted.
    private static async Task SendAsync(KillableIngestor ingestor, ConcurrentBag<UniqueSample> accepted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            UniqueSample sample = UniqueSample.Of("2026-05-17/identity");
            bool isAccepted = false;
            while (!isAccepted)
            {
                using HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, Identity(ingestor, sample), CancellationToken.None);
                isAccepted = answer.IsSuccessStatusCode;
            }

            accepted.Add(sample);
        }
    }

    private static SealedDelivery Identity(KillableIngestor ingestor, UniqueSample sample) => ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow);

    private static async Task<int> WorkerAsync(KillableIngestor ingestor, int number)
    {
        Match[] started = [];
        await Eventually.IsTrueAsync(
            () => (started = [.. ingestor.Process.Lines.Select(line => Runs().Match(line)).Where(match => match.Success)]).Length >= number,
            $"worker {number} runs");
        return int.Parse(started[number - 1].Groups["id"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"[Ww]orker(:| runs as) process (?<id>\d+)")]
    private static partial Regex Runs();
}
