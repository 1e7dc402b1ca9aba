using HumanosFunctions.Processing;

namespace HumanosFunctions.Tests.Processing;

public sealed class DecisionTests
{
    public static TheoryData<string, string, string?> Expected => new()
    {
        { "2026-03-03/credential", "credential", "accept" },
        { "2026-03-07/credential", "credential", "accept" },
        { "2026-03-07/identity", "identity", "success" },
        { "2026-03-07/otp.failed", "otp.failed", "failure" },
        { "2026-03-26/credential", "credential", "accept" },
        { "2026-03-26/identity", "identity", "success" },
        { "2026-03-26/otp.failed", "otp.failed", "failure" },
        { "2026-04-14/credential", "credential", "accept" },
        { "2026-04-14/identity", "identity", "success" },
        { "2026-04-14/otp.failed", "otp.failed", "failure" },
        { "2026-05-17/credential", "credential", "accept" },
        { "2026-05-17/credential.draft", "credential", "accept" },
        { "2026-05-17/credential.rejected", "credential", "reject" },
        { "2026-05-17/identity", "identity", "success" },
        { "2026-05-17/identity.failed", "identity", "failure" },
        { "2026-05-17/otp.failed", "otp.failed", "failure" },
        { "2026-05-17/test", "test", null },
        { "undated-did/credential", "credential", "accept" },
        { "undated-did/identity", "identity", "success" },
        { "undated-did/otp.failed", "otp.failed", "failure" },
        { "v0-process/process.consent.completed", "process.consent.completed", "mixed" },
        { "v0-process/process.form.filled", "process.form.filled", "accept" },
        { "v0-process/process.form.rejected", "process.form.rejected", "reject" },
        { "v0-process/process.kyc.completed", "process.kyc.completed", "success" },
        { "v0-process/process.signature.professional.completed", "process.signature.completed", "mixed" },
        { "v0-process/process.signature.user.completed", "process.signature.completed", "mixed" },
        { "v0-subject/credential", "credential", "accept" },
        { "v0-subject/credential.signature", "credential", "reject" },
        { "v0-subject/identity", "identity", "success" },
        { "v0-subject/identity.rejected", "identity", "failure" },
        { "v0-subject/otp.failed", "otp.failed", "failure" },
    };

    [Fact]
    public void Every_sample_has_its_row() => Assert.Equal(Samples.Names, Expected.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_sample_says_what_was_decided(string sample, string eventType, string? decision) =>
        Assert.Equal(decision, Decision.Read(Samples.Read(sample), eventType));

    [Theory]
    [InlineData("""{"action":"maybe"}""", "credential", null)]
    [InlineData("""{"action":null,"rejected":"yes","decision":[]}""", "credential", null)]
    [InlineData("""{"decision":{"action":7,"success":null}}""", "identity", null)]
    [InlineData("""{"metadata":{"items":[{"rejected":true},{"rejected":false}]}}""", "process.consent.completed", "mixed")]
    [InlineData("""{"metadata":{"items":[{"rejected":true},{"rejected":true}]}}""", "process.consent.completed", "reject")]
    [InlineData("""{"metadata":{"items":[]}}""", "process.consent.completed", null)]
    [InlineData("""{"metadata":{"items":[1]}}""", "process.consent.completed", null)]
    [InlineData("""{"metadata":7}""", "process.signature.completed", null)]
    [InlineData("""{"action":"\ud800"}""", "credential", null)]
    [InlineData("""[1]""", "credential", null)]
    [InlineData("""{"action":""", "credential", null)]
    public void Shapes_that_nobody_promised_are_no_decision_and_no_error(string json, string eventType, string? decision) =>
        Assert.Equal(decision, Decision.Read(System.Text.Encoding.UTF8.GetBytes(json), eventType));

    [Fact]
    public void A_payload_deeper_than_any_known_is_no_decision_and_no_error() =>
        Assert.Null(Decision.Read(System.Text.Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)), "credential"));
}
