using System.Net;
using HumanosFunctions.Processing.Otp;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class HumanosApiTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ApiCredentials Credentials = new("the-key", "the-secret");
    private static readonly ScheduledResend Resend = new("68c6b2c3", new ResendSelector("id", "did:web:x:user:1", "2026-05-17"), "5e71e5", Attempt: 2, Try: 3);

    [Fact]
    public async Task The_call_is_a_PATCH_without_body_signed_over_its_timestamp()
    {
        await using LoopbackApi loopback = await LoopbackApi.StartAsync();

        ResendAnswer answer = await CallAsync(loopback.Address, Resend);

        Assert.IsType<ResendAnswer.Accepted>(answer);
        ApiCall call = Assert.Single(loopback.Calls);
        Assert.Equal(("PATCH", "/request/resend/68c6b2c3?id=did%3Aweb%3Ax%3Auser%3A1"), (call.Method, call.Target));
        Assert.Empty(call.Body);
        Assert.True(call.IsSignedWith("the-secret"));
        Assert.Equal("1780315200000", call.Headers["X-Timestamp"]);
        Assert.Equal("Bearer the-key", call.Headers["Authorization"]);
        Assert.Equal("2026-05-17", call.Headers["API-Version"]);
        Assert.Equal("5e71e5-2", call.Headers["Idempotency-Key"]);
    }

    [Theory]
    [InlineData("../../user", "/request/resend/..%2F..%2Fuser?contact=%2B1234567890")]
    [InlineData("a/b?c=d#e", "/request/resend/a%2Fb%3Fc%3Dd%23e?contact=%2B1234567890")]
    [InlineData("%2e%2e", "/request/resend/%252e%252e?contact=%2B1234567890")]
    [InlineData("//elsewhere.example", "/request/resend/%2F%2Felsewhere.example?contact=%2B1234567890")]
    public async Task What_an_event_says_is_one_segment_and_one_value_whatever_it_holds(string requestId, string target)
    {
        await using LoopbackApi loopback = await LoopbackApi.StartAsync();

        await CallAsync(loopback.Address, Resend with { RequestId = requestId, Selector = new ResendSelector("contact", "+1234567890", "2026-05-17") });

        Assert.Equal(target, Assert.Single(loopback.Calls).Target);
    }

    [Fact]
    public async Task A_selector_cannot_bring_a_second_one_along()
    {
        await using LoopbackApi loopback = await LoopbackApi.StartAsync();

        await CallAsync(loopback.Address, Resend with { Selector = new ResendSelector("id", "x&contact=y", "2026-05-17") });

        Assert.Equal("/request/resend/68c6b2c3?id=x%26contact%3Dy", Assert.Single(loopback.Calls).Target);
    }

    [Fact]
    public async Task A_base_address_keeps_its_path()
    {
        await using LoopbackApi loopback = await LoopbackApi.StartAsync();

        await CallAsync(new Uri(loopback.Address, "gateway/humanos/"), Resend);

        Assert.StartsWith("/gateway/humanos/request/resend/68c6b2c3?", Assert.Single(loopback.Calls).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using LoopbackApi elsewhere = await LoopbackApi.StartAsync();
        await using LoopbackApi loopback = await LoopbackApi.StartAsync(307);
        loopback.RedirectTo = elsewhere.Address;

        Assert.Equal(new ResendAnswer.Refused(307), await CallAsync(loopback.Address, Resend));
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task Where_nobody_answers_the_call_may_be_made_again() =>
        Assert.Equal(new ResendAnswer.Unavailable(Status: null), await CallAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}"), Resend));

    private static async Task<ResendAnswer> CallAsync(Uri address, ScheduledResend resend)
    {
        using var api = new HumanosApi(Options.Create(new ResendOptions { ApiBaseUri = address }), new FakeTimeProvider(Now));
        return await api.ResendAsync(resend, Credentials, CancellationToken.None);
    }
}

public sealed class ResendAnswerTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public void Any_success_is_accepted(int status) => Assert.IsType<ResendAnswer.Accepted>(Of(status));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(599)]
    public void An_API_that_is_busy_or_broken_is_called_again(int status) => Assert.Equal(new ResendAnswer.Unavailable(status), Of(status));

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(499)]
    public void Everything_else_is_final_also_a_redirect(int status) => Assert.Equal(new ResendAnswer.Refused(status), Of(status));

    private static ResendAnswer Of(int status) => ResendAnswer.Of((HttpStatusCode)status);
}
