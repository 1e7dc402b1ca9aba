using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>What might be inside an envelope: changed samples, JSON that nobody expects, and what is no JSON.</summary>
internal sealed class PlaintextFuzz(Random random)
{
    private static readonly byte[][] Payloads = [.. Samples.Names.Select(Samples.Read)];
    private static readonly string[] Names = [.. Payloads.SelectMany(payload => NamesIn(JsonElement.Parse(payload))).Append("unheard").Distinct()];

    private static readonly byte[][] Others =
    [
        [], " "u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), "null"u8.ToArray(), "\"{}\""u8.ToArray(), "{}{}"u8.ToArray(), "{} x"u8.ToArray(),
        [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, .. "{}"u8], [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "{}"u8], Encoding.Unicode.GetBytes("{}"),
        "{\"eventType\":}"u8.ToArray(), "{'eventType':1}"u8.ToArray(), "{\"a\":1,}"u8.ToArray(), "// c\n{}"u8.ToArray(), "{\"\":{}}"u8.ToArray(),
    ];

    private readonly Mutation _mutation = new(random, Names);
    private readonly WildJson _wild = new(random, Names);
    private readonly ByteEdits _edits = new(random);

    public byte[] Next() => random.Next(20) switch
    {
        < 8 => Encoding.UTF8.GetBytes(_mutation.Of(Sample()).ToJsonString()),
        < 11 => _edits.Of(Sample()),
        < 16 => Encoding.UTF8.GetBytes(_wild.Object()),
        < 18 => _edits.Of(Encoding.UTF8.GetBytes(_wild.Object())),
        18 => Encoding.UTF8.GetBytes(_wild.Value()),
        _ => Others[random.Next(Others.Length)],
    };

    private byte[] Sample() => Payloads[random.Next(Payloads.Length)];

    private static IEnumerable<string> NamesIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => NamesIn(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };
}

/// <summary>What may stand beside a body on the topic, whatever the body holds.</summary>
internal static class MessageRules
{
    private const int MaxLength = 256;
    private const int HashDigits = 64;

    public static bool AreKeptBy(ServiceBusMessage message) =>
        message.MessageId.Length == HashDigits
        && message.MessageId.All(char.IsAsciiHexDigitLower)
        && IsFit(message.Subject)
        && (message.CorrelationId is null || IsFit(message.CorrelationId))
        && message.ApplicationProperties.Values.All(value => value is string text && IsFit(text));

    private static bool IsFit(string text) => text.Length is > 0 and <= MaxLength && !text.Any(char.IsControl);
}
