using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Tests.Processing.Pipeline;

public sealed class EventDispatchTests
{
    private readonly List<string> _ran = [];

    [Theory]
    [InlineData("2026-05-17/credential", "credential, every")]
    [InlineData("2026-05-17/identity", "identity, every")]
    [InlineData("v0-subject/otp.failed", "otp, every")]
    [InlineData("v0-process/process.kyc.completed", "identity, every")]
    [InlineData("2026-05-17/test", "every")]
    public async Task The_kind_of_an_event_chooses_its_handlers(string sample, string ran)
    {
        HandlingResult result = await Dispatch().HandleAsync(Parse(sample), Facts, CancellationToken.None);

        Assert.IsType<HandlingResult.Handled>(result);
        Assert.Equal(ran, string.Join(", ", _ran.Where(name => !name.StartsWith("store ", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("2026-05-17/credential", "store credential, credential, store every, every")]
    [InlineData("2026-05-17/test", "store every, every")]
    public async Task A_handler_finds_the_state_stored_and_the_record_is_the_last_that_is_stored(string sample, string ran)
    {
        await Dispatch().HandleAsync(Parse(sample), Facts, CancellationToken.None);

        Assert.Equal(ran, string.Join(", ", _ran));
    }

    [Fact]
    public async Task Without_a_handler_of_the_kind_everything_is_stored_in_one_write()
    {
        var dispatch = new EventDispatch(
            RecordedWrites.To(_ran),
            new([new Rows<HumanosEvent>("every")], [new Recorder<HumanosEvent>(_ran, "every", HandlingResult.Done)]),
            new([new Rows<CredentialEvent>("credential"), new Rows<CredentialEvent>("more")], []),
            new([], []),
            new([], []),
            new([], []));

        await dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None);

        Assert.Equal(["store credential+more+every", "every"], _ran);
    }

    [Fact]
    public async Task After_a_dead_letter_no_further_handler_runs()
    {
        EventDispatch dispatch = Dispatch(new Recorder<CredentialEvent>(_ran, "never", new HandlingResult.DeadLetter("Why")));

        HandlingResult result = await dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None);

        Assert.Equal("Why", Assert.IsType<HandlingResult.DeadLetter>(result).Reason);
        Assert.Equal(["store credential", "never"], _ran);
    }

    [Fact]
    public async Task A_throw_reaches_the_host_and_no_further_handler_runs()
    {
        EventDispatch dispatch = Dispatch(new Recorder<CredentialEvent>(_ran, "throws", result: null));

        await Assert.ThrowsAsync<TimeoutException>(() => dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None));
        Assert.Equal(["store credential", "throws"], _ran);
    }

    [Fact]
    public async Task A_write_that_fails_names_the_state_handler_and_no_handler_runs()
    {
        var dispatch = new EventDispatch(
            RecordedWrites.To(_ran, fails: true),
            new([new Rows<HumanosEvent>("every")], []),
            new([new Rows<CredentialEvent>("credential")], [new Recorder<CredentialEvent>(_ran, "credential", HandlingResult.Done)]),
            new([], []),
            new([], []),
            new([], []));

        var failure = await Assert.ThrowsAsync<IOException>(() => dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None));

        Assert.Equal("IOException in Rows`1", FailureReport.CauseOf(failure));
        Assert.Empty(_ran);
    }

    private EventDispatch Dispatch(params IHandler<CredentialEvent>[] before) => new(
        RecordedWrites.To(_ran),
        new([new Rows<HumanosEvent>("every")], [new Recorder<HumanosEvent>(_ran, "every", HandlingResult.Done)]),
        new([new Rows<CredentialEvent>("credential")], [.. before, new Recorder<CredentialEvent>(_ran, "credential", HandlingResult.Done)]),
        new([new Rows<IdentityEvent>("identity")], [new Recorder<IdentityEvent>(_ran, "identity", HandlingResult.Done)]),
        new([], [new Recorder<OtpFailedEvent>(_ran, "otp", HandlingResult.Done)]),
        new([], [new Recorder<UnknownEvent>(_ran, "unknown", HandlingResult.Done)]));

    private static EventFacts Facts { get; } = new()
    {
        EventId = "event-1",
        RequestId = "request-1",
        EventType = "credential",
        Issuer = "issuer",
        OccurredAt = DateTimeOffset.UnixEpoch,
        ReceivedAt = DateTimeOffset.UnixEpoch,
    };

    private static HumanosEvent Parse(string sample) => Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(Samples.Read(sample))).Event;

    private sealed class Recorder<TEvent>(List<string> ran, string name, HandlingResult? result) : IHandler<TEvent>
        where TEvent : HumanosEvent
    {
        public Task<HandlingResult> HandleAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
        {
            ran.Add(name);
            return result is null ? throw new TimeoutException() : Task.FromResult(result);
        }
    }

    private sealed class Rows<TEvent>(string kind) : IStateHandler<TEvent>
        where TEvent : HumanosEvent
    {
        public ValueTask<IReadOnlyList<StateRow>> RowsAsync(TEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<StateRow>>([StateRow.Indexed(facts.RequestId, "key") with { Kind = kind }]);
    }
}
