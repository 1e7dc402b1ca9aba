namespace HumanosFunctions.Local.Settings;

/// <summary>Something the host was given (a function, a setting, host.json) cannot work; the message says what and where.</summary>
public sealed class HostConfigurationException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    internal static HostConfigurationException ForFunction(string function, string reason) =>
        new($"Function '{function}': {reason}");
}
