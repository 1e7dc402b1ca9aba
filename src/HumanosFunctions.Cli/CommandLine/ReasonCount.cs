using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>The rows of a summary by reason, the most frequent one first.</summary>
internal static class ReasonCount
{
    public static IEnumerable<string[]> Of(IEnumerable<string?> reasons) => reasons
        .GroupBy(PlainText.Of)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new[] { group.Key, group.Count().ToString(CultureInfo.InvariantCulture) });
}
