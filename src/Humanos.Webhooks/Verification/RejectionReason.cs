namespace Humanos.Webhooks;

/// <summary>
/// Why a delivery was rejected: for logs and metrics. A sender is told nothing but that it was.
/// </summary>
public enum RejectionReason
{
    /// <summary>There is no signature header, or it is empty.</summary>
    SignatureMissing,

    /// <summary>The signature is not exactly 64 hex digits; a repeated header joined by commas is malformed too.</summary>
    SignatureMalformed,

    /// <summary>There is no timestamp header, or it is empty.</summary>
    TimestampMissing,

    /// <summary>The timestamp is not exactly 10 or 13 ASCII digits.</summary>
    TimestampMalformed,

    /// <summary>The signature is genuine, but was made longer ago than the window allows: late delivery, replay or clock skew.</summary>
    TimestampTooOld,

    /// <summary>The signature is genuine, but its time is further ahead than the window allows: clock skew.</summary>
    TimestampInFuture,

    /// <summary>No key makes this signature for these bytes: forged, altered on the way, or an unknown secret.</summary>
    SignatureMismatch,
}
