using HumanosFunctions.Ingest;

namespace HumanosFunctions.Tests.Ingest;

public sealed class IngestAnswerTests
{
    [Theory]
    [InlineData(IngestOutcome.Accepted, 200, false)]
    [InlineData(IngestOutcome.Truncated, 400, false)]
    [InlineData(IngestOutcome.NotAnEnvelope, 400, false)]
    [InlineData(IngestOutcome.NotGenuine, 401, false)]
    [InlineData(IngestOutcome.LengthRequired, 411, false)]
    [InlineData(IngestOutcome.TooLarge, 413, false)]
    [InlineData(IngestOutcome.Unreadable, 500, false)]
    [InlineData(IngestOutcome.Unavailable, 503, true)]
    public void Each_outcome_has_its_status(IngestOutcome outcome, int status, bool retryAfter)
    {
        IngestAnswer answer = IngestAnswer.For(outcome);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(retryAfter, answer.RetryAfter is not null);
    }

    [Fact]
    public void Every_outcome_has_an_answer() =>
        Assert.All(Enum.GetValues<IngestOutcome>(), outcome => Assert.NotEmpty(IngestAnswer.For(outcome).Title));
}
