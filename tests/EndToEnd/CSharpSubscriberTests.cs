using EndToEnd.Subscribers;

namespace EndToEnd;

/// <summary>The sample that another team may copy, the C# console project of docs/subscribers: copied, built from the packages, and run.</summary>
public sealed class CSharpSubscriberTests(SubscribedIngestor ingestor, CopiedSubscriber copy)
    : IClassFixture<SubscribedIngestor>, IClassFixture<CopiedSubscriber>, IAsyncLifetime
{
    private SubscriberProcess _subscriber = null!;

    private SubscriberScenario Scenario => new(ingestor.Served, _subscriber, "sample-csharp");

    public async Task InitializeAsync() => _subscriber = await SubscriberProcess.StartCSharpAsync(copy.Output, ingestor.Served);

    public async Task DisposeAsync() => await _subscriber.DisposeAsync();

    [Fact]
    public Task It_reads_every_sample_and_prints_ids_and_decisions_only() => Scenario.EverySampleIsReadAndNothingPersonalPrintedAsync();

    [Fact]
    public Task It_reads_a_large_event_from_beside_its_message() => Scenario.ALargeEventIsReadFromBesideItsMessageAsync();

    [Fact]
    public Task It_dead_letters_a_large_event_that_is_not_what_was_published() => Scenario.ALargeEventThatIsNotWhatWasPublishedIsDeadLetteredAsync();

    [Fact]
    public Task It_recognises_a_replay_and_accepts_a_type_from_the_future() => Scenario.AReplayIsRecognisedAndATypeFromTheFutureAcceptedAsync();

    [Fact]
    public Task It_dead_letters_what_can_never_be_read() => Scenario.WhatCanNeverBeReadIsDeadLetteredAsync();

    [Fact]
    public Task It_gives_back_what_it_fails_on_instead_of_losing_it() => Scenario.WhatThrowsComesAgainUntilTheBrokerDeadLettersItAsync();

    [SignalFact]
    public async Task It_stops_cleanly_when_it_is_told_to()
    {
        Assert.Equal(0, await _subscriber.EndAsync());
        await Eventually.IsTrueAsync(() => _subscriber.Lines.Contains("stopped"), "it says that it has stopped");
    }
}
