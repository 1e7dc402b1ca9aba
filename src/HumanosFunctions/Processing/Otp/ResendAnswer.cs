using System.Net;

namespace HumanosFunctions.Processing.Otp;

/// <summary>What the API's answer says about calling again.</summary>
public abstract record ResendAnswer
{
    private const int FirstSuccess = 200;
    private const int FirstRedirect = 300;
    private const int FirstServerError = 500;

    private ResendAnswer()
    {
    }

    public sealed record Accepted : ResendAnswer;

    /// <summary>The same call would be refused again.</summary>
    public sealed record Refused(int Status) : ResendAnswer;

    /// <summary>The same call may succeed later.</summary>
    /// <param name="Status">Null where no answer came at all.</param>
    public sealed record Unavailable(int? Status) : ResendAnswer;

    public static ResendAnswer Of(HttpStatusCode status) => (int)status switch
    {
        >= FirstSuccess and < FirstRedirect => new Accepted(),
        (int)HttpStatusCode.TooManyRequests or >= FirstServerError => new Unavailable((int)status),
        _ => new Refused((int)status),
    };
}
