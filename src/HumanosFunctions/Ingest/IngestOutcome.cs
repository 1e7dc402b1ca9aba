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
