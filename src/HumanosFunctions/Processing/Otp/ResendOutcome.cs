using System.Globalization;

namespace HumanosFunctions.Processing.Otp;

/// <summary>How an attempt ended, as the store shows it.</summary>
public static class ResendOutcome
{
    public const string Accepted = "accepted";

    /// <summary>The setting was turned off while the attempt waited.</summary>
    public const string TurnedOff = "turnedOff";

    /// <summary>The API was unavailable on every try.</summary>
    public const string Unavailable = "unavailable";

    public static string Refused(int status) => string.Create(CultureInfo.InvariantCulture, $"refused{status}");
}
