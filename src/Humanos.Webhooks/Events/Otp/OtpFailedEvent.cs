namespace Humanos.Webhooks;

/// <summary>
/// A one-time password could not be delivered: <c>otp.failed</c>, since v0-subject. <see cref="HumanosEvent.User"/> is the recipient.
/// </summary>
public sealed class OtpFailedEvent : HumanosEvent
{
    internal OtpFailedEvent(OtpFailure failure, EventEnvelope envelope)
        : base(envelope) =>
        (ErrorCode, ErrorMessage, ResendEndpoint) = (failure.ErrorCode, failure.ErrorMessage, failure.ResendEndpoint);

    /// <summary><c>otp.error.code</c>, in v0-subject <c>metadata.errorCode</c>: an open list.</summary>
    public OtpErrorCode? ErrorCode { get; }

    /// <summary><c>otp.error.message</c>, in v0-subject <c>metadata.errorMessage</c>: a text for people.</summary>
    public string? ErrorMessage { get; }

    /// <summary>
    /// <c>otp.resendEndpoint</c>, in v0-subject <c>metadata.resendEndpoint</c>: untrusted text, do not call it. The published forms
    /// contradict each other and the API. Build the call from <see cref="HumanosEvent.RequestId"/> and one selector.
    /// </summary>
    public string? ResendEndpoint { get; }
}

/// <summary>The values that only an otp.failed event has.</summary>
internal sealed record OtpFailure(OtpErrorCode? ErrorCode, string? ErrorMessage, string? ResendEndpoint)
{
    internal static OtpFailure None { get; } = new(ErrorCode: null, ErrorMessage: null, ResendEndpoint: null);
}

/// <summary>Why a one-time password was not delivered: an open list, compared by its text. The values are documented since v0-subject.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct OtpErrorCode(string Text)
{
    /// <summary>The phone number is not valid in its country.</summary>
    public static OtpErrorCode InvalidPhoneNumber { get; } = new("INVALID_PHONE_NUMBER");

    /// <summary>The contact cannot be reached.</summary>
    public static OtpErrorCode Undeliverable { get; } = new("UNDELIVERABLE");

    /// <summary>The carrier rejected the message.</summary>
    public static OtpErrorCode CarrierRejected { get; } = new("CARRIER_REJECTED");

    /// <summary>Too many messages were sent in a short time.</summary>
    public static OtpErrorCode RateLimited { get; } = new("RATE_LIMITED");

    /// <summary>Messages to this destination are not allowed.</summary>
    public static OtpErrorCode BlockedDestination { get; } = new("BLOCKED_DESTINATION");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static OtpErrorCode? From(string? text) => text is null ? null : new(text);
}
