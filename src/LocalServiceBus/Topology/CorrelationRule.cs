namespace LocalServiceBus.Topology;

/// <summary>A correlation filter: every value it names must equal the message's, and text is case-sensitive.</summary>
public sealed record CorrelationRule(
    string Name,
    IReadOnlyDictionary<string, string> SystemProperties,
    IReadOnlyDictionary<string, object> ApplicationProperties)
{
    internal bool Matches(IFilterable message) =>
        SystemProperties.All(expected => message.SystemProperty(expected.Key) == expected.Value)
        && ApplicationProperties.All(expected => Equal(expected.Value, message.ApplicationProperty(expected.Key)));

    private static bool Equal(object expected, object? actual) => expected switch
    {
        decimal number => AsNumber(actual) == number,
        _ => expected.Equals(actual),
    };

    private static decimal? AsNumber(object? value) => value switch
    {
        byte or sbyte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDecimal(value),
        float or double => FromFloatingPoint(Convert.ToDouble(value)),
        _ => null,
    };

    private static decimal? FromFloatingPoint(double value) =>
        Math.Abs(value) < (double)decimal.MaxValue ? (decimal)value : null;
}
