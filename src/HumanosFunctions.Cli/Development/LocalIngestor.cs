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

/// <summary>Judges the folder of <c>--data</c> before anything starts.</summary>
internal static class DataFolder
{
    /// <summary>Why nothing could be kept there, in a sentence; null where it can. Makes the folder where it is not there.</summary>
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
            return $"--data takes a folder that can be written: {folder.FullName} cannot.";
        }
    }

    public static string? ProblemOfReading(DirectoryInfo folder) =>
        Directory.Exists(folder.FullName) ? null
        : File.Exists(folder.FullName) ? $"--data takes a folder: {folder.FullName} is a file."
        : $"--data takes the folder of the local ingestor's data: {folder.FullName} is not there.";
}
