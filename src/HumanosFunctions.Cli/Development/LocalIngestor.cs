namespace HumanosFunctions.Cli.Development;

/// <summary>The ingestor on a developer's machine: its ports, its settings, and its data folder.</summary>
internal static class LocalIngestor
{
    public const int DefaultPort = 7071;
    public const int DefaultAmqpPort = 5672;
    public const string DefaultData = ".local";
    public const string DefaultTopic = "humanos-events";

    /// <summary>Default settings. Any other source of settings overrides them.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>
    {
        ["Humanos:TopicName"] = DefaultTopic,
        ["OTEL_SERVICE_NAME"] = "humanos-functions",
        ["Humanos:ArchiveDays"] = "30",
    };

    /// <summary>The port of the broker that runs on this machine, or the default port.</summary>
    public static int CurrentAmqpPort => RunningHost.Find(DefaultData)?.AmqpPort ?? DefaultAmqpPort;

    public static string BodyFolder(DirectoryInfo data) => Path.Combine(data.FullName, "bodies");

    /// <summary>The connection string of the development Service Bus, whose key is the same on every machine.</summary>
    public static string ServiceBusOn(int amqpPort) =>
        $"Endpoint=sb://127.0.0.1:{amqpPort};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
}

/// <summary>Checks the folder of <c>--data</c> before anything starts.</summary>
internal static class DataFolder
{
    /// <summary>Why the folder cannot be written, or null. Creates the folder if it does not exist.</summary>
    public static string? ProblemOfWriting(DirectoryInfo folder)
    {
        if (File.Exists(folder.FullName))
        {
            return $"--data takes a folder: {folder.FullName} is a file.";
        }

        try
        {
            folder.Create();
            string probe = Path.Combine(folder.FullName, $".{Guid.NewGuid():N}");
            using FileStream written = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"--data takes a folder that can be written: {folder.FullName} cannot be written.";
        }
    }

    public static string? ProblemOfReading(DirectoryInfo folder) =>
        Directory.Exists(folder.FullName) ? null
        : File.Exists(folder.FullName) ? $"--data takes a folder: {folder.FullName} is a file."
        : $"--data takes the folder of the local ingestor's data: {folder.FullName} does not exist.";
}
