using System.Text.Json.Nodes;
using Humanos.Webhooks;
using HumanosFunctions.Processing.Otp;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendPolicyTests
{
    private const string UserId = "did:web:humanos.tech:user:013a0628-fd20-4f73-a7d0-785e9f6e79c1";

    [Theory]
    [InlineData("UNDELIVERABLE", true)]
    [InlineData("CARRIER_REJECTED", true)]
    [InlineData("RATE_LIMITED", true)]
    [InlineData("INVALID_PHONE_NUMBER", false)]
    [InlineData("BLOCKED_DESTINATION", false)]
    [InlineData("undeliverable", false)]
    [InlineData("SOMETHING_NEW", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_an_error_that_may_pass_is_worth_a_resend(string? code, bool worth)
    {
        ResendDecision decision = Decide(OtpFailures.Of("2026-05-17/otp.failed", code));

        Assert.Equal(worth, decision is ResendDecision.Resend);
        Assert.True(worth || Reason(decision) == "ErrorStays");
    }

    [Theory]
    [InlineData("2026-05-17/otp.failed", "id", UserId, "2026-05-17")]
    [InlineData("2026-04-14/otp.failed", "did", "did:via:user-xyz789", "2026-04-14")]
    [InlineData("2026-03-07/otp.failed", "did", "did:via:user-xyz789", "2026-04-14")]
    [InlineData("undated-did/otp.failed", "did", "did:via:user-xyz789", "2026-04-14")]
    public void The_user_is_selected_by_id_in_the_words_of_an_API_version_that_knows_it(string sample, string name, string value, string apiVersion) =>
        Assert.Equal(new ResendSelector(name, value, apiVersion), Assert.IsType<ResendDecision.Resend>(Decide(OtpFailures.Of(sample))).Selector);

    [Fact]
    public void A_contact_selects_only_where_there_is_no_id()
    {
        OtpFailedEvent failure = OtpFailures.Of("2026-05-17/otp.failed", change: payload => payload["user"]!.AsObject().Remove("id"));

        ResendSelector selector = Assert.IsType<ResendDecision.Resend>(Decide(failure)).Selector;

        Assert.Equal(new ResendSelector("contact", "+1234567890", "2026-05-17"), selector);
        Assert.DoesNotContain("+1234567890", selector.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_can_be_sent_to_where_nobody_is_named() =>
        Assert.Equal("NobodyNamed", Reason(Decide(OtpFailures.Of("2026-05-17/otp.failed", change: payload => payload.Remove("user")))));

    [Fact]
    public void The_oldest_payloads_are_left_since_their_API_resends_by_another_id() =>
        Assert.Equal("VersionTooOld", Reason(Decide(OtpFailures.Of("v0-subject/otp.failed"))));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_request_id_that_would_change_the_path_is_refused(string requestId) =>
        Assert.Equal("NoUsableRequestId", Reason(Decide(OtpFailures.Of("2026-05-17/otp.failed"), requestId)));

    private static ResendDecision Decide(OtpFailedEvent failure, string requestId = "request-1") => ResendPolicy.Decide(failure, requestId);

    private static string Reason(ResendDecision decision) => Assert.IsType<ResendDecision.Leave>(decision).Reason;
}

/// <summary>Failed one-time passwords, made from the samples.</summary>
internal static class OtpFailures
{
    public static OtpFailedEvent Of(string sample, string? code = "UNDELIVERABLE", Action<JsonObject>? change = null)
    {
        JsonObject payload = JsonNode.Parse(Samples.Read(sample))!.AsObject();
        if (payload["otp"] is JsonObject otp)
        {
            otp["error"]!["code"] = code;
        }
        else
        {
            payload["metadata"]!["errorCode"] = code;
        }

        change?.Invoke(payload);
        return Assert.IsType<OtpFailedEvent>(Assert.IsType<EventParsing.Parsed>(
            HumanosEvent.Parse(System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()))).Event);
    }
}
