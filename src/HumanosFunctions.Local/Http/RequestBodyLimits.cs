using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Http;

/// <summary>How much of a body the host takes, and how long it waits for it.</summary>
/// <param name="MaxLength">What is longer, the host refuses itself.</param>
/// <param name="MaxBuffered">What is announced to be longer is not waited for: its function is called without it.</param>
/// <param name="Timeout">For the whole body.</param>
internal sealed record RequestBodyLimits(long MaxLength, long MaxBuffered, TimeSpan Timeout)
{
    /// <summary>The name of the Functions host's own setting.</summary>
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private const long Default = 100 * 1024 * 1024;

    /// <param name="settings">The app settings.</param>
    /// <param name="maxBuffered">Null waits for all that the host takes.</param>
    /// <param name="timeout">For the whole body.</param>
    public static RequestBodyLimits Of(IConfiguration settings, long? maxBuffered, TimeSpan timeout)
    {
        string? text = settings[Setting];
        long maxLength = string.IsNullOrEmpty(text)
            ? Default
            : long.TryParse(text, out long bytes) && bytes > 0 ? bytes : throw new HostConfigurationException($"{Setting} must be a number of bytes.");
        return new RequestBodyLimits(maxLength, maxBuffered ?? maxLength, timeout);
    }
}
