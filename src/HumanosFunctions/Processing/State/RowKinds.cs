namespace HumanosFunctions.Processing.State;

/// <summary>The kinds of rows that the default handlers keep of a request.</summary>
public static class RowKinds
{
    /// <summary>Every event that was processed, by its id.</summary>
    public const string Event = "event";

    /// <summary>What one event told of one credential and the decisions on it, by the event's id.</summary>
    public const string CredentialFact = "credential-fact";

    /// <summary>Written by earlier versions: a credential as its newest event showed it, by its id.</summary>
    public const string Credential = "credential";

    /// <summary>Written by earlier versions: a grantor's newest decision on a credential.</summary>
    public const string Decision = "decision";

    /// <summary>An identity check's outcome, by its event's id.</summary>
    public const string Identity = "identity";

    /// <summary>A one-time password that did not arrive, by its event's id.</summary>
    public const string OtpFailure = "otp";

    /// <summary>A resend that was asked for, by the id of the event that asked.</summary>
    public const string Resend = "resend";
}
