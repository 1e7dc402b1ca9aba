namespace HumanosFunctions.Processing.Otp;

/// <summary>Whether and how Humanos is asked to send one-time passwords again. README.md describes every key.</summary>
public sealed class ResendOptions
{
    /// <summary>Asks Humanos to send a one-time password again that did not arrive.</summary>
    public bool ResendOtp { get; set; }

    public Uri ApiBaseUri { get; set; } = new("https://api.humanos.id");

    public int MaxResends { get; set; } = 3;

    /// <summary>Before the first resend; each further one waits twice as long as the one before.</summary>
    public TimeSpan ResendDelay { get; set; } = TimeSpan.FromMinutes(1);
}
