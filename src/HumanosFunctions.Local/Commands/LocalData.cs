namespace HumanosFunctions.Local.Commands;

/// <summary>What lies where in the folder of <c>--data</c>.</summary>
internal static class LocalData
{
    /// <summary>What goes without saying on a developer's machine; settings go before it.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?> { ["Humanos:TopicName"] = "humanos-events" };

    public static string BodyFolder(DirectoryInfo data) => Path.Combine(data.FullName, "bodies");
}
