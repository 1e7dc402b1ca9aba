using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Retrying;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Retrying;

public sealed class InProcessRetryTests : IDisposable
{
    private readonly CountedRetries _counted = new();
    private readonly SkippingTime _time = new();
    private int _tries;

    public void Dispose() => _counted.Dispose();

    [Fact]
    public async Task What_fails_a_moment_only_is_done_without_a_word_to_the_broker()
    {
        HandlingResult result = await RunAsync(_ => ++_tries < 3 ? throw new IOException() : Task.FromResult(HandlingResult.Done));

        Assert.Same(HandlingResult.Done, result);
        Assert.Equal(3, _tries);
        Assert.Equal(["credential at-once", "credential at-once"], _counted.Counted);
    }

    [Fact]
    public async Task What_keeps_failing_is_given_up_after_four_tries_and_some_seconds()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await Assert.ThrowsAsync<IOException>(() => RunAsync(_ => { _tries++; throw new IOException(); }));

        Assert.Equal(InProcessRetry.Tries, _tries);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_dependency_that_answers_too_late_is_not_asked_again()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_ => { _tries++; _time.Advance(TimeSpan.FromSeconds(11)); throw new TimeoutException(); }));

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task A_time_out_inside_a_handler_is_a_failure_like_any_other()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => RunAsync(_ => { _tries++; throw new TaskCanceledException(); }));

        Assert.Equal(InProcessRetry.Tries, _tries);
    }

    [Fact]
    public async Task A_stop_of_the_app_is_not_waited_out()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(_ => { _tries++; stop.Cancel(); throw new OperationCanceledException(stop.Token); }, stop.Token));

        Assert.Equal(1, _tries);
        Assert.Empty(_counted.Counted);
    }

    [Fact]
    public async Task A_result_is_never_tried_again()
    {
        await RunAsync(_ => { _tries++; return Task.FromResult<HandlingResult>(new HandlingResult.DeadLetter("Why")); });

        Assert.Equal(1, _tries);
    }

    private Task<HandlingResult> RunAsync(Func<CancellationToken, Task<HandlingResult>> attempt, CancellationToken cancellationToken = default) =>
        new InProcessRetry(Options.Create(new RetryOptions()), _counted.Metrics, _time)
            .RunAsync(EventSubscription.Credential, attempt, cancellationToken);
}
