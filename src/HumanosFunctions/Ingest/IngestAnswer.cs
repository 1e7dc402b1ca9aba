using System.Net;

namespace HumanosFunctions.Ingest;

/// <summary>The answer to each outcome. Titles never say which check failed: that would guide an attacker.</summary>
public sealed record IngestAnswer(HttpStatusCode Status, string Title, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(10);

    public static IngestAnswer For(IngestOutcome outcome) => outcome switch
    {
        IngestOutcome.Accepted => new(HttpStatusCode.OK, "accepted"),
        IngestOutcome.Truncated => new(HttpStatusCode.BadRequest, "The body is incomplete."),
        IngestOutcome.NotAnEnvelope => new(HttpStatusCode.BadRequest, "The body is not an envelope of iv, data and tag."),
        IngestOutcome.NotGenuine => new(HttpStatusCode.Unauthorized, "The delivery is not signed as required."),
        IngestOutcome.LengthRequired => new(HttpStatusCode.LengthRequired, "No body arrived: send it with a Content-Length, not in chunks."),
        IngestOutcome.TooLarge => new(HttpStatusCode.RequestEntityTooLarge, "The body is too large."),
        IngestOutcome.Unreadable => new(HttpStatusCode.InternalServerError, "The delivery could not be read."),
        IngestOutcome.Unavailable => new(HttpStatusCode.ServiceUnavailable, "The delivery could not be accepted now.", SoonAgain),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without an answer."),
    };
}
