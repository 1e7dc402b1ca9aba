using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Publishing;

public sealed class RoutingKeyTests
{
    [Theory]
    [InlineData("credential", "credential")]
    [InlineData("identity", "identity")]
    [InlineData("otp.failed", "otp.failed")]
    [InlineData("test", "test")]
    [InlineData("process.kyc.completed", "identity")]
    [InlineData("process.kyc.anything", "identity")]
    [InlineData("process.signature.completed", "credential")]
    [InlineData("process.signature.professional.completed", "credential")]
    [InlineData("process.consent.completed", "credential")]
    [InlineData("process.form.filled", "credential")]
    [InlineData("process.form.rejected", "credential")]
    [InlineData("process.completed", "credential")]
    [InlineData("something.nobody.has.seen", "something.nobody.has.seen")]
    [InlineData("Credential", "Credential")]
    [InlineData("", "unknown")]
    [InlineData(null, "unknown")]
    public void The_event_type_decides_the_subject(string? eventType, string subject) =>
        Assert.Equal(subject, RoutingKey.For(eventType));
}
