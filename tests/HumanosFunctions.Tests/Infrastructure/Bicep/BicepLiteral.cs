using System.Globalization;
using static HumanosFunctions.Tests.Infrastructure.Bicep.BicepValue;

namespace HumanosFunctions.Tests.Infrastructure.Bicep;

internal static class BicepLiteral
{
    public static BicepValue Of(string source) => source switch
    {
        "null" => new Nothing(),
        "true" or "false" => new Flag(source == "true"),
        _ when int.TryParse(source, CultureInfo.InvariantCulture, out int number) => new Number(number),
        _ when IsPlainText(source) => new Text(source[1..^1]),
        _ => new Expression(source),
    };

    private static bool IsPlainText(string source) =>
        source is ['\'', .., '\'']
        && source.Length >= 2
        && !source[1..^1].Contains('\'', StringComparison.Ordinal)
        && !source.Contains("${", StringComparison.Ordinal);
}
