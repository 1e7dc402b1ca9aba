namespace Humanos.Webhooks;

/// <summary>What an otp.failed event tells beyond the common facts.</summary>
internal sealed record OtpFailure(OtpErrorCode? ErrorCode, string? ErrorMessage, string? ResendEndpoint)
{
    internal static OtpFailure Untold { get; } = new(ErrorCode: null, ErrorMessage: null, ResendEndpoint: null);
}
