namespace HumanosFunctions.Cli.Development;

/// <summary>The ingestor on a developer's machine: its ports, and what lies where in the folder of <c>--data</c>.</summary>
internal static class LocalIngestor
{
    public const int DefaultPort = 7071;
    public const int DefaultAmqpPort = 5672;
    public const string DefaultData = ".local";

    /// <summary>What goes without saying on a developer's machine; settings go before it.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?> { ["Humanos:TopicName"] = "humanos-events" };

    public static string BodyFolder(DirectoryInfo data) => Path.Combine(data.FullName, "bodies");

    /// <summary>Of the development Service Bus, which has the same key everywhere.</summary>
    public static string ServiceBusOn(int amqpPort) =>
        $"Endpoint=sb://127.0.0.1:{amqpPort};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
}
