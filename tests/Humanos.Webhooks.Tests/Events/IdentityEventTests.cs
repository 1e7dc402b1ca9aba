namespace Humanos.Webhooks.Tests;

public sealed class IdentityEventTests
{
    [Theory]
    [InlineData("""{"eventType":"identity","decision":{"success":true}}""", true)]
    [InlineData("""{"eventType":"identity","decision":{"success":false}}""", false)]
    [InlineData("""{"eventType":"identity","decision":{"success":"true"}}""", null)]
    [InlineData("""{"eventType":"identity","decision":{}}""", null)]
    [InlineData("""{"eventType":"identity"}""", null)]
    [InlineData("""{"eventType":"identity","subjectId":"s","rejected":false}""", true)]
    [InlineData("""{"eventType":"identity","subjectId":"s","rejected":true}""", false)]
    [InlineData("""{"eventType":"identity","subjectId":"s"}""", null)]
    [InlineData("""{"event":"process.kyc.completed","metadata":{"verificationStatus":"COMPLETED"}}""", true)]
    [InlineData("""{"event":"process.kyc.completed","metadata":{"verificationStatus":"FAILED"}}""", null)]
    [InlineData("""{"event":"process.kyc.completed","metadata":{}}""", null)]
    public void Success_is_told_by_the_decision_or_what_older_versions_had_for_it(string json, bool? expected) =>
        Assert.Equal(expected, AnEvent.Of<IdentityEvent>(json).Succeeded);

    [Fact]
    public void An_identity_may_be_missing_and_the_decision_is_told_all_the_same()
    {
        var read = AnEvent.OfSample<IdentityEvent>("2026-05-17/identity.failed");

        Assert.Null(read.Identity);
        Assert.False(read.Succeeded);
        Assert.True(read.IsFraud);
        Assert.Equal(0.97m, read.RiskScore);
        Assert.Equal(new IdentityOutcome("declined"), read.Outcome);
    }

    [Theory]
    [InlineData("0.05", "0.05")]
    [InlineData("\"0.05\"", "0.05")]
    [InlineData("5e-2", "0.05")]
    [InlineData("1", "1")]
    [InlineData("\"0,05\"", null)]
    [InlineData("\"1,000\"", null)]
    [InlineData("\"high\"", null)]
    [InlineData("1e400", null)]
    [InlineData("true", null)]
    public void A_risk_score_is_a_number_also_as_text_and_never_a_guess(string json, string? expected)
    {
        var read = AnEvent.Of<IdentityEvent>($$$"""{"eventType":"identity","decision":{"riskScore":{{{json}}}}}""");

        Assert.Equal(expected, read.RiskScore?.ToString());
        Assert.Equal(expected is null ? ["$.decision.riskScore"] : [], read.UnknownMembers.Select(member => member.Path));
    }

    [Theory]
    [InlineData("\"1,79\"", "1.79")]
    [InlineData("\"1.79\"", "1.79")]
    [InlineData("1.79", "1.79")]
    [InlineData("\"tall\"", null)]
    public void A_height_may_have_a_decimal_comma_and_keeps_its_text(string json, string? expected)
    {
        var read = AnEvent.Of<IdentityEvent>(
            $$$$"""{"event":"process.kyc.completed","metadata":{"identityData":{"height":{{{{json}}}}}}}""");

        Assert.Equal(expected, read.Identity!.Height?.ToString());
        Assert.Equal(json.Trim('"'), read.Identity.HeightText);
        Assert.Equal(expected is null ? ["$.metadata.identityData.height"] : [], read.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_merged_user_leads_to_the_other_one() =>
        Assert.Equal("other", AnEvent.Of<IdentityEvent>(
            """{"eventType":"identity","subjectId":"s","convergedIntoSubjectId":"other"}""").ConvergedIntoUserId);
}
