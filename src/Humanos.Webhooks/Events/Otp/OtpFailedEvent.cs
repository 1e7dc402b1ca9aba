namespace Humanos.Webhooks;

/// <summary>
/// A one-time password could not be delivered: <c>otp.failed</c>, since v0-subject. To whom is <see cref="HumanosEvent.User"/>.
/// </summary>
public sealed class OtpFailedEvent : HumanosEvent
{
    internal OtpFailedEvent(OtpFailure failure, EventEnvelope envelope)
        : base(envelope) =>
        (ErrorCode, ErrorMessage, ResendEndpoint) = (failure.ErrorCode, failure.ErrorMessage, failure.ResendEndpoint);

    /// <summary><c>otp.error.code</c>, in v0-subject <c>metadata.errorCode</c>: an open list.</summary>
    public OtpErrorCode? ErrorCode { get; }

    /// <summary><c>otp.error.message</c>, in v0-subject <c>metadata.errorMessage</c>: for people.</summary>
    public string? ErrorMessage { get; }

    /// <summary>
    /// <c>otp.resendEndpoint</c>, in v0-subject <c>metadata.resendEndpoint</c>: untrusted text, never an address to call. Published
    /// forms contradict each other and the API; build the call from <see cref="HumanosEvent.RequestId"/> and one selector.
    /// </summary>
    public string? ResendEndpoint { get; }
}
