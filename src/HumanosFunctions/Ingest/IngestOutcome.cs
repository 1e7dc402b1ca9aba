using System.Net;

namespace HumanosFunctions.Ingest;

/// <summary>How the handling of one request ended.</summary>
public enum IngestOutcome
{
    /// <summary>The broker has acknowledged the event.</summary>
    Accepted,

    /// <summary>The body ended early, or did not come in time.</summary>
    Truncated,

    /// <summary>Genuine, but no envelope.</summary>
    NotAnEnvelope,

    /// <summary>The signature or its time does not hold.</summary>
    NotGenuine,

    /// <summary>The body was sent in chunks, and did not reach the function.</summary>
    LengthRequired,

    /// <summary>The body is over the limit.</summary>
    TooLarge,

    /// <summary>Genuine, but no configured key opens it, or what it holds is no JSON object.</summary>
    Unreadable,

    /// <summary>Secrets, broker or the place of bodies cannot be reached, or too much is in hand.</summary>
    Unavailable,
}

/// <summary>The answer to each outcome. Titles never say which check failed: that would guide an attacker.</summary>
internal sealed record IngestAnswer(HttpStatusCode Status, string Title, TimeSpan? RetryAfter = null)
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
