using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

/// <summary>The metrics that the app's source makes, and their tags.</summary>
internal static partial class Instruments
{
    /// <summary>Metrics of parts that are being built; a name leaves this list when its instrument is there.</summary>
    public static readonly string[] Awaited =
    [
        "humanos.deliveries.quarantined", "humanos.deliveries.in_hand", "humanos.events.checked_in",
        "humanos.secrets.age", "humanos.secrets.refresh",
    ];

    private static readonly string Source = string.Concat(Directory
        .EnumerateFiles(RepositoryFiles.Path("src", "HumanosFunctions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    public static string[] Names { get; } = [.. Creation().Matches(Source).Select(found => found.Groups[1].Value)];

    public static string[] Tags { get; } = [.. Tag().Matches(Source).Select(found => found.Groups[1].Value).Distinct()];

    public static IEnumerable<string> Unknown(QueryFile query) => query.Metrics.Except(Names).Except(Awaited);

    [GeneratedRegex(@"\.Create(?:Observable)?(?:Counter|Gauge|Histogram|UpDownCounter)(?:<\w+>)?\(\s*""(humanos\.[^""]+)""")]
    private static partial Regex Creation();

    [GeneratedRegex(@"(?:new|KeyValuePair<string, object\?>)\(""(\w+)"", ")]
    private static partial Regex Tag();
}
