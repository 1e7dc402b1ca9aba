using System.Diagnostics.Metrics;
using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Ingest;

public sealed class DeliveryLimiterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedOutput _output = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IngestorMetrics _metrics;
    private readonly DeliveryLimiter _limiter;

    public DeliveryLimiterTests()
    {
        _metrics = new IngestorMetrics(_meters.GetRequiredService<IMeterFactory>());
        IOptions<IngestOptions> options = Options.Create(new IngestOptions { MaxConcurrentDeliveries = 2 });
        _limiter = new DeliveryLimiter(options, Options.Create(new PublishingOptions()), _metrics, _time, new Logger<DeliveryLimiter>(new LoggerFactory([_output])));
    }

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task Beyond_the_bound_a_delivery_is_refused_at_once_and_a_place_that_gets_free_is_given_on()
    {
        using var seen = new RecordedMeasurements(_metrics.Meter);
        var first = new TaskCompletionSource<string>();
        var second = new TaskCompletionSource<string>();
        Task<string> inHand = RunAsync(_ => first.Task);
        Task<string> alsoInHand = RunAsync(_ => second.Task);

        Assert.Equal("Unavailable TooManyAtOnce", await RunAsync(_ => Task.FromResult("handled")));
        first.SetResult("handled");
        Assert.Equal("handled", await inHand);
        Assert.Equal("handled", await RunAsync(_ => Task.FromResult("handled")));

        second.SetResult("handled");
        await alsoInHand;
        Assert.Equal(["1", "1", "-1", "1", "-1", "-1"], seen.Of("humanos.deliveries.in_hand"));
    }

    [Fact]
    public async Task The_deadline_leaves_the_broker_its_own_time_and_what_it_ends_is_tried_again()
    {
        Task<string> slow = RunAsync(async deadline =>
        {
            await Task.Delay(Timeout.Infinite, deadline.Token);
            return "handled";
        });

        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Unavailable OutOfTime", await slow);
    }

    [Fact]
    public async Task A_sender_that_hangs_up_or_a_host_that_stops_is_not_the_deadline()
    {
        using var stops = new CancellationTokenSource();
        bool blamed = true;
        Task<string> stopped = _limiter.RunAsync(
            async deadline =>
            {
                await Task.Delay(Timeout.Infinite, deadline.Token).ContinueWith(_ => blamed = deadline.IsOver, TaskScheduler.Default);
                return "handled";
            },
            RefuseAsync,
            stops.Token);

        await stops.CancelAsync();

        await stopped;
        Assert.False(blamed);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_tried_again_gives_its_place_back_and_its_text_stays_in()
    {
        for (int failures = 0; failures < 3; failures++)
        {
            Assert.Equal("Unavailable Failed", await RunAsync(_ => throw new InvalidTimeZoneException("private text")));
        }

        Assert.Contains(_output.Everything, line => line.Contains(nameof(InvalidTimeZoneException), StringComparison.Ordinal));
        Assert.DoesNotContain(_output.Everything, line => line.Contains("private text", StringComparison.Ordinal));
    }

    private Task<string> RunAsync(Func<DeliveryDeadline, Task<string>> handle) => _limiter.RunAsync(handle, RefuseAsync, CancellationToken.None);

    private static Task<string> RefuseAsync(Refusal refusal) => Task.FromResult($"{refusal.Outcome} {refusal.Reason}");
}
