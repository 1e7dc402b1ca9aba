namespace HumanosFunctions.Local.Settings;

/// <summary>A function, a setting or host.json is not valid. The message says what is wrong, and where.</summary>
public sealed class HostConfigurationException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    internal static HostConfigurationException ForFunction(string function, string reason) =>
        new($"Function '{function}': {reason}");
}
