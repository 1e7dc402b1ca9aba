using System.Net;

namespace HumanosFunctions.Ingest;

/// <summary>The outcome of a request.</summary>
public enum IngestOutcome
{
    /// <summary>The broker has acknowledged the event.</summary>
    Accepted,

    /// <summary>The body ended early or did not arrive in time.</summary>
    Truncated,

    /// <summary>Genuine, but not an envelope.</summary>
    NotAnEnvelope,

    /// <summary>The signature or its timestamp is not valid.</summary>
    NotGenuine,

    /// <summary>The body was sent in chunks and did not reach the function.</summary>
    LengthRequired,

    /// <summary>The body is larger than the limit.</summary>
    TooLarge,

    /// <summary>Genuine, but no configured key decrypts it, or the plaintext is not a JSON object.</summary>
    Unreadable,

    /// <summary>Secrets, broker or payload store are unavailable, or the concurrency limit is reached.</summary>
    Unavailable,
}

/// <summary>The HTTP response for each outcome. Titles do not say which check failed, because that would help an attacker.</summary>
internal sealed record IngestAnswer(HttpStatusCode Status, string Title, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    public static IngestAnswer For(IngestOutcome outcome) => outcome switch
    {
        IngestOutcome.Accepted => new(HttpStatusCode.OK, "accepted"),
        IngestOutcome.Truncated => new(HttpStatusCode.BadRequest, "The body is incomplete."),
        IngestOutcome.NotAnEnvelope => new(HttpStatusCode.BadRequest, "The body is not an envelope of iv, data and tag."),
        IngestOutcome.NotGenuine => new(HttpStatusCode.Unauthorized, "The delivery is not signed as required."),
        IngestOutcome.LengthRequired => new(HttpStatusCode.LengthRequired, "No body arrived: send it with a Content-Length, not in chunks."),
        IngestOutcome.TooLarge => new(HttpStatusCode.RequestEntityTooLarge, "The body is too large."),
        IngestOutcome.Unreadable => new(HttpStatusCode.InternalServerError, "The delivery could not be read."),
        IngestOutcome.Unavailable => new(HttpStatusCode.ServiceUnavailable, "The delivery could not be accepted now.", RetryDelay),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no response for this outcome."),
    };
}
