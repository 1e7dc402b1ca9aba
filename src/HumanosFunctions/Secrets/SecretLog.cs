using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Secrets;

/// <summary>What is odd about secrets: names and versions, never a value.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(32, LogLevel.Error, "Version {Version} of {Name} is passed over: {Reason}")]
    public static partial void PassedOver(ILogger logger, string name, string version, string reason);

    [LoggerMessage(33, LogLevel.Warning, "The value of {Key} begins or ends with white space or a quote. It is used as it is; remove it if it is not meant")]
    public static partial void SuspiciousEnds(ILogger logger, string key);
}
