using System.Globalization;
using Azure;

namespace HumanosFunctions.Secrets;

/// <summary>How long a service that throttles asks to be left alone.</summary>
internal static class RetryAfter
{
    private const string Header = "Retry-After";

    /// <summary>Zero where it does not ask, or asks with a date: Key Vault sends seconds.</summary>
    public static TimeSpan Of(Response? response) =>
        response is not null
        && response.Headers.TryGetValue(Header, out string? text)
        && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
}
