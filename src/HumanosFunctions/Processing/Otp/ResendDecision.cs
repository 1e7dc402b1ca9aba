namespace HumanosFunctions.Processing.Otp;

/// <summary>Whether a failed one-time password is worth another try.</summary>
public abstract record ResendDecision
{
    private ResendDecision()
    {
    }

    public sealed record Resend(ResendSelector Selector) : ResendDecision;

    /// <param name="Reason">A fixed word without content.</param>
    public sealed record Leave(string Reason) : ResendDecision;
}
