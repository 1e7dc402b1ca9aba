using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// Creates a copy of an event for one subscription. It goes to a queue instead of the topic, so no other subscription receives it. Body and
/// properties stay the same. The copy has its own message id and refers to the original id.
/// </summary>
public static class EventCopy
{
    /// <summary>The retry queue, which infra/servicebus.json defines.</summary>
    public const string Queue = "humanos-retry";

    /// <summary>Property: the subscription that the copy is for.</summary>
    public const string Subscription = "humanos_subscription";

    /// <summary>Property: the number of this scheduled attempt. 0 starts again.</summary>
    public const string Attempt = "humanos_attempt";

    // The properties of a dead letter, which are not copied.
    private static readonly string[] OfTheDeadLetter = ["DeadLetterReason", "DeadLetterErrorDescription"];

    private static readonly string[] OfTheCopy = [EventProperties.OriginalId, Subscription, Attempt];

    /// <param name="message">A message of a subscription, of the retry queue, or of one of their dead-letter queues.</param>
    /// <param name="subscription">The subscription that the copy is for.</param>
    /// <param name="attempt">The number of the scheduled attempt, or 0 for a replay, which starts again with all attempts.</param>
    /// <remarks>
    /// The message id is derived from the copied message only. If a process fails between sending the copy and completing the message and
    /// then sends it again, duplicate detection drops the second copy. A replay is a copy of another message, so it is never a duplicate of
    /// an earlier attempt.
    /// </remarks>
    public static ServiceBusMessage Of(ServiceBusReceivedMessage message, string subscription, int attempt)
    {
        var copy = new ServiceBusMessage(message.Body)
        {
            MessageId = IdOf(IdentityOf(message), subscription, attempt),
            Subject = message.Subject,
            ContentType = message.ContentType,
            CorrelationId = message.CorrelationId,
        };
        return WithProperties(
            copy,
            message.ApplicationProperties.Where(property => !OfTheDeadLetter.Contains(property.Key) && CanBeSent(property.Value)),
            OriginalIdOf(message), subscription, attempt);
    }

    /// <summary>Creates a copy of a message that was just published, for one subscription.</summary>
    /// <remarks>
    /// If the event is accepted again, duplicate detection drops the second copy. It does not drop a replay of the message itself, which has
    /// another id.
    /// </remarks>
    public static ServiceBusMessage OfPublished(ServiceBusMessage message, string subscription)
    {
        var copy = new ServiceBusMessage(message.Body)
        {
            MessageId = IdOf($"published {message.MessageId}", subscription, attempt: 0),
            Subject = message.Subject,
            ContentType = message.ContentType,
            CorrelationId = message.CorrelationId,
        };
        return WithProperties(copy, message.ApplicationProperties, message.MessageId, subscription, attempt: 0);
    }

    /// <summary>
    /// Whether the value of a property can be sent again. Only other senders use lists, maps and described values, and a retry must not fail
    /// because of them.
    /// </summary>
    public static bool CanBeSent(object? value) => value is string or bool or char or byte or sbyte or short or ushort or int or uint
        or long or ulong or float or double or decimal or Guid or DateTime or DateTimeOffset or TimeSpan or Uri or byte[];

    public static string OriginalIdOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(EventProperties.OriginalId, out object? original) && original is string { Length: > 0 } id
            ? id
            : IdentityOf(message);

    /// <summary>Returns the properties that the event was published with: without what a copy or a dead letter adds.</summary>
    public static IEnumerable<KeyValuePair<string, object>> PublishedProperties(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.Where(property => !OfTheCopy.Contains(property.Key) && !OfTheDeadLetter.Contains(property.Key));

    /// <summary>Returns the subscription that a copy is for, or null if the message is not a copy.</summary>
    public static string? SubscriptionOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(Subscription, out object? subscription) ? subscription as string : null;

    public static int AttemptOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(Attempt, out object? attempt) && attempt is int number and > 0 ? number : 0;

    private static ServiceBusMessage WithProperties(
        ServiceBusMessage copy, IEnumerable<KeyValuePair<string, object>> properties, string originalId, string subscription, int attempt)
    {
        foreach ((string name, object value) in properties)
        {
            copy.ApplicationProperties[name] = value;
        }

        copy.ApplicationProperties[EventProperties.OriginalId] = originalId;
        copy.ApplicationProperties[Subscription] = subscription;
        copy.ApplicationProperties[Attempt] = attempt;
        return copy;
    }

    // A message of another sender can have no id, and copies of different messages must have different ids.
    private static string IdentityOf(ServiceBusReceivedMessage message) => message.MessageId is { Length: > 0 } id
        ? id
        : string.Create(CultureInfo.InvariantCulture, $"{message.SequenceNumber} of {Rfc3339.Format(message.EnqueuedTime)}");

    private static string IdOf(string identity, string subscription, int attempt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}/{subscription}/{attempt}")));
}
