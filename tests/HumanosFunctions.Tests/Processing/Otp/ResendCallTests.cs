using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendCallTests
{
    private static readonly ScheduledResend Resend =
        new("request-1", new ResendSelector("id", "user-1", "2026-05-17"), "series", Attempt: 1, Try: 1);

    [Fact]
    public async Task A_message_that_comes_again_after_success_is_not_called_again()
    {
        await using TestedCall call = await TestedCall.StartAsync();
        await call.ReserveAsync(Resend, "a1");

        Assert.Equal(HandlingResult.Done, await call.MakeAsync(Resend));
        Assert.Equal(HandlingResult.Done, await call.MakeAsync(Resend));

        Assert.Single(call.Loopback.Calls);
    }

    [Fact]
    public async Task Two_events_that_got_the_same_number_share_one_call_and_its_outcome()
    {
        await using TestedCall call = await TestedCall.StartAsync();
        await call.ReserveAsync(Resend, "a1");
        await call.ReserveAsync(Resend, "b2");

        await call.MakeAsync(Resend);

        Assert.Single(call.Loopback.Calls);
        Assert.Equal(["accepted", "accepted"], await call.OutcomesAsync(Resend));
    }

    [Fact]
    public async Task Turned_off_while_it_waited_it_is_not_called()
    {
        await using TestedCall call = await TestedCall.StartAsync();
        await call.ReserveAsync(Resend, "a1");
        call.Settings.ResendOtp = false;

        Assert.Equal(HandlingResult.Done, await call.MakeAsync(Resend));

        Assert.Empty(call.Loopback.Calls);
        Assert.Equal(["turnedOff"], await call.OutcomesAsync(Resend));
    }

    [Fact]
    public async Task What_nobody_reserved_is_not_called()
    {
        await using TestedCall call = await TestedCall.StartAsync();
        await call.ReserveAsync(Resend, "a1");

        Assert.Equal(new HandlingResult.DeadLetter("UnknownAttempt"), await call.MakeAsync(Resend with { Attempt = 2 }));
        Assert.Empty(call.Loopback.Calls);
    }

    [Theory]
    [InlineData(null, "secret")]
    [InlineData("key", null)]
    public async Task Without_both_credentials_nobody_is_called(string? key, string? secret)
    {
        await using TestedCall call = await TestedCall.StartAsync();
        await call.ReserveAsync(Resend, "a1");
        (call.Secrets.ApiKey, call.Secrets.ApiSignatureSecret) = (key, secret);

        Assert.Equal(new HandlingResult.DeadLetter("NoApiCredentials"), await call.MakeAsync(Resend));
        Assert.Empty(call.Loopback.Calls);
    }
}
