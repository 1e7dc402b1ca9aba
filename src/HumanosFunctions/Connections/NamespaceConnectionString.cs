using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Connections;

/// <summary>Judges the connection string of a namespace before anything connects with it.</summary>
public static class NamespaceConnectionString
{
    private const string Expected =
        "takes the connection string of a Service Bus namespace: Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=…";

    /// <summary>The end of a sentence that begins with the name of the setting or option, or null. What was given is not repeated: it holds a key.</summary>
    public static string? Problem(string text)
    {
        try
        {
            var parts = ServiceBusConnectionStringProperties.Parse(text);
            bool hasKey = parts is { SharedAccessKeyName.Length: > 0, SharedAccessKey.Length: > 0 } or { SharedAccessSignature.Length: > 0 };
            return parts.EntityPath is { Length: > 0 } ? "names one entity in EntityPath: leave EntityPath out, the app uses several."
                : parts.Endpoint is null || !hasKey ? $"{Expected}."
                : null;
        }
        catch (Exception unusable) when (unusable is FormatException or ArgumentException)
        {
            return $"{Expected}.";
        }
    }
}
