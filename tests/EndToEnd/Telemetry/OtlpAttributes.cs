using System.Globalization;

namespace EndToEnd.Telemetry;

/// <summary>The attributes of a span or a point, each as text.</summary>
internal static class OtlpAttributes
{
    public static IReadOnlyDictionary<string, string> Read(ProtobufReader owner, int number) =>
        owner.Messages(number).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)!), StringComparer.Ordinal);

    private static string Value(ProtobufReader value) =>
        value.Number(3) is { } whole ? ((long)whole).ToString(CultureInfo.InvariantCulture) : value.Text(1);
}
