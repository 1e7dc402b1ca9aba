using Azure.Core.Amqp;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>
/// Encodes an AMQP message for a worker. The SDK reads values that it does not write, such as a list or an array as a property. They are left
/// out, so that the function gets the message and settles it. The broker keeps the message as it is.
/// </summary>
internal static class EncodedMessage
{
    public static BinaryData Of(AmqpAnnotatedMessage message)
    {
        try
        {
            return message.ToBytes();
        }
        catch (Exception unencodable) when (IsOfTheContent(unencodable))
        {
            return WithoutOddValues(message);
        }
    }

    // The message still belongs to the processor, so its values are put back.
    private static BinaryData WithoutOddValues(AmqpAnnotatedMessage message)
    {
        (IDictionary<string, object?> Section, KeyValuePair<string, object?> Entry)[] odd =
        [
            .. Odd(message.ApplicationProperties!, probe => probe.ApplicationProperties!),
            .. Odd(message.MessageAnnotations!, probe => probe.MessageAnnotations!),
            .. Odd(message.DeliveryAnnotations!, probe => probe.DeliveryAnnotations!),
            .. Odd(message.Footer!, probe => probe.Footer!),
        ];
        try
        {
            foreach ((IDictionary<string, object?> section, KeyValuePair<string, object?> entry) in odd)
            {
                section.Remove(entry.Key);
            }

            return message.ToBytes();
        }
        finally
        {
            foreach ((IDictionary<string, object?> section, KeyValuePair<string, object?> entry) in odd)
            {
                section[entry.Key] = entry.Value;
            }
        }
    }

    private static (IDictionary<string, object?> Section, KeyValuePair<string, object?> Entry)[] Odd(
        IDictionary<string, object?> section, Func<AmqpAnnotatedMessage, IDictionary<string, object?>> sectionOf) =>
        [.. section.Where(entry => !CanEncode(entry, sectionOf)).Select(entry => (section, entry))];

    private static bool CanEncode(KeyValuePair<string, object?> entry, Func<AmqpAnnotatedMessage, IDictionary<string, object?>> sectionOf)
    {
        var probe = new AmqpAnnotatedMessage(AmqpMessageBody.FromData([ReadOnlyMemory<byte>.Empty]));
        sectionOf(probe)[entry.Key] = entry.Value;
        try
        {
            _ = probe.ToBytes();
            return true;
        }
        catch (Exception unencodable) when (IsOfTheContent(unencodable))
        {
            return false;
        }
    }

    private static bool IsOfTheContent(Exception failure) => failure is not (OutOfMemoryException or OperationCanceledException);
}
