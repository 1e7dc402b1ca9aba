namespace Humanos.Webhooks;

/// <summary>Why a one-time password was not delivered: an open list, compared by its text. Values as documented since v0-subject.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct OtpErrorCode(string Text)
{
    /// <summary>The number is no phone number of its country.</summary>
    public static OtpErrorCode InvalidPhoneNumber { get; } = new("INVALID_PHONE_NUMBER");

    /// <summary>The contact cannot be reached.</summary>
    public static OtpErrorCode Undeliverable { get; } = new("UNDELIVERABLE");

    /// <summary>The carrier refused the message.</summary>
    public static OtpErrorCode CarrierRejected { get; } = new("CARRIER_REJECTED");

    /// <summary>Too many messages in too short a time.</summary>
    public static OtpErrorCode RateLimited { get; } = new("RATE_LIMITED");

    /// <summary>Messages to this destination are not allowed.</summary>
    public static OtpErrorCode BlockedDestination { get; } = new("BLOCKED_DESTINATION");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static OtpErrorCode? From(string? text) => text is null ? null : new(text);
}
