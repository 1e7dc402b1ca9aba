using System.Text.Json;

namespace LocalServiceBus.Topology;

/// <summary>Reads one rule of a subscription.</summary>
internal static class RuleReader
{
    public static CorrelationRule Read(ConfigElement rule)
    {
        ConfigElement properties = rule["Properties"];
        string filterType = properties["FilterType"].RequiredText();
        if (string.Equals(filterType, "Sql", StringComparison.OrdinalIgnoreCase) || properties["SqlFilter"].IsPresent)
        {
            throw properties["SqlFilter"].Invalid("is not supported: this broker supports correlation filters only");
        }

        if (!string.Equals(filterType, "Correlation", StringComparison.OrdinalIgnoreCase))
        {
            throw properties["FilterType"].Invalid("must be Correlation");
        }

        if (properties["Action"].IsPresent)
        {
            throw properties["Action"].Invalid("is not supported: this broker has no rule actions");
        }

        return ReadCorrelation(rule["Name"].RequiredText(), properties["CorrelationFilter"]);
    }

    private static CorrelationRule ReadCorrelation(string name, ConfigElement filter)
    {
        Dictionary<string, string> system = [];
        foreach (string property in filter.Names().Where(property => property != "Properties"))
        {
            if (!SystemPropertyNames.All.Contains(property))
            {
                throw filter[property].Invalid($"is not a system property; use one of {string.Join(", ", SystemPropertyNames.All)}");
            }

            if (filter[property].Text() is { Length: > 0 } expected)
            {
                system[property] = expected;
            }
        }

        ConfigElement application = filter["Properties"];
        Dictionary<string, object> values = application.Names().ToDictionary(property => property, property => ReadValue(application[property]));
        return system.Count + values.Count > 0
            ? new CorrelationRule(name, system, values)
            : throw filter.Invalid("must name at least one property");
    }

    private static object ReadValue(ConfigElement value) => value.Value is { } element
        ? element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when element.TryGetDecimal(out decimal number) => number,
            _ => throw value.Invalid("must be a string, a number, true, or false"),
        }
        : throw value.Invalid("must have a value");
}

/// <summary>A correlation filter: every value must equal the message's value. Strings are case-sensitive.</summary>
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

/// <summary>The properties of a message that a filter can use.</summary>
internal interface IFilterable
{
    /// <param name="name">One of <see cref="SystemPropertyNames"/>.</param>
    string? SystemProperty(string name);

    object? ApplicationProperty(string name);
}

/// <summary>The system properties that a correlation filter can use, as named in the configuration.</summary>
internal static class SystemPropertyNames
{
    public const string ContentType = "ContentType";
    public const string CorrelationId = "CorrelationId";
    public const string Label = "Label";
    public const string MessageId = "MessageId";
    public const string ReplyTo = "ReplyTo";
    public const string ReplyToSessionId = "ReplyToSessionId";
    public const string SessionId = "SessionId";
    public const string To = "To";

    public static IReadOnlyList<string> All { get; } =
        [ContentType, CorrelationId, Label, MessageId, ReplyTo, ReplyToSessionId, SessionId, To];
}
