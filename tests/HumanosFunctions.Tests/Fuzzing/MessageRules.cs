using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>What may stand beside a body on the topic, whatever the body holds.</summary>
internal static class MessageRules
{
    private const int Longest = 256;
    private const int HashDigits = 64;

    public static bool AreKeptBy(ServiceBusMessage message) =>
        message.MessageId.Length == HashDigits
        && message.MessageId.All(char.IsAsciiHexDigitLower)
        && IsFit(message.Subject)
        && (message.CorrelationId is null || IsFit(message.CorrelationId))
        && message.ApplicationProperties.Values.All(value => value is string text && IsFit(text));

    private static bool IsFit(string text) => text.Length is > 0 and <= Longest && !text.Any(char.IsControl);
}
