using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;

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
        Assert.Equal(ran, string.Join(", ", _ran));
    }

    [Fact]
    public async Task After_a_dead_letter_no_further_handler_runs()
    {
        EventDispatch dispatch = Dispatch(new Recorder<CredentialEvent>(_ran, "never", new HandlingResult.DeadLetter("Why")));

        HandlingResult result = await dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None);

        Assert.Equal("Why", Assert.IsType<HandlingResult.DeadLetter>(result).Reason);
        Assert.Equal(["never"], _ran);
    }

    [Fact]
    public async Task A_throw_reaches_the_host_and_no_further_handler_runs()
    {
        EventDispatch dispatch = Dispatch(new Recorder<CredentialEvent>(_ran, "throws", result: null));

        await Assert.ThrowsAsync<TimeoutException>(() => dispatch.HandleAsync(Parse("2026-05-17/credential"), Facts, CancellationToken.None));
        Assert.Equal(["throws"], _ran);
    }

    private EventDispatch Dispatch(params IHandler<CredentialEvent>[] before) => new(
        [new Recorder<HumanosEvent>(_ran, "every", HandlingResult.Done)],
        [.. before, new Recorder<CredentialEvent>(_ran, "credential", HandlingResult.Done)],
        [new Recorder<IdentityEvent>(_ran, "identity", HandlingResult.Done)],
        [new Recorder<OtpFailedEvent>(_ran, "otp", HandlingResult.Done)],
        [new Recorder<UnknownEvent>(_ran, "unknown", HandlingResult.Done)]);

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
}
