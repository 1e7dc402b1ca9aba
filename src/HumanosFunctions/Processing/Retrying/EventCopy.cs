using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// The same event once more, for one subscription alone: it goes to a queue beside the topic, so no other subscription
/// sees it. Body and properties stay; the copy has a message id of its own, and names the original's.
/// </summary>
public static class EventCopy
{
    /// <summary>Where copies go; the topology file has it.</summary>
    public const string Queue = "humanos-retry";

    /// <summary>Property: the one subscription that the copy is for.</summary>
    public const string Subscription = "humanos_subscription";

    /// <summary>Property: how many scheduled attempts there are with this one; 0 begins anew.</summary>
    public const string Attempt = "humanos_attempt";

    // The broker's words on why the message that is copied was dead-lettered.
    private static readonly string[] OfTheDeadLetter = ["DeadLetterReason", "DeadLetterErrorDescription"];

    /// <param name="message">From a subscription, from the queue of copies, or from a dead-letter queue of either.</param>
    /// <param name="subscription">The one that the copy is for.</param>
    /// <param name="attempt">Counts scheduled attempts; 0 for a replay, which has all of them before it again.</param>
    /// <remarks>
    /// The id follows from the message that is copied and nothing else. Sent twice, because a process died between
    /// sending the copy and completing the message, the queue takes it once; and a replay, being made from another
    /// message, is never mistaken for an attempt of long ago.
    /// </remarks>
    public static ServiceBusMessage Of(ServiceBusReceivedMessage message, string subscription, int attempt)
    {
        var copy = new ServiceBusMessage(message.Body)
        {
            MessageId = IdOf(message, subscription, attempt),
            Subject = message.Subject,
            ContentType = message.ContentType,
            CorrelationId = message.CorrelationId,
        };
        foreach ((string name, object value) in message.ApplicationProperties.Where(property => !OfTheDeadLetter.Contains(property.Key) && CanBeSent(property.Value)))
        {
            copy.ApplicationProperties[name] = value;
        }

        copy.ApplicationProperties[EventProperties.OriginalId] = OriginalIdOf(message);
        copy.ApplicationProperties[Subscription] = subscription;
        copy.ApplicationProperties[Attempt] = attempt;
        return copy;
    }

    /// <summary>
    /// Whether a property's value can be sent again. Lists, maps and described values are nobody's but another sender's:
    /// an attempt must not fail on them.
    /// </summary>
    public static bool CanBeSent(object? value) => value is string or bool or char or byte or sbyte or short or ushort or int or uint
        or long or ulong or float or double or decimal or Guid or DateTime or DateTimeOffset or TimeSpan or Uri or byte[];

    public static string OriginalIdOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(EventProperties.OriginalId, out object? original) && original is string { Length: > 0 } id
            ? id
            : IdentityOf(message);

    /// <summary>The one subscription that a copy is for; null in a message that is none.</summary>
    public static string? SubscriptionOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(Subscription, out object? subscription) ? subscription as string : null;

    public static int AttemptOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(Attempt, out object? attempt) && attempt is int number and > 0 ? number : 0;

    // What others sent may have no id, and copies of it must not be taken for one another.
    private static string IdentityOf(ServiceBusReceivedMessage message) => message.MessageId is { Length: > 0 } id
        ? id
        : string.Create(CultureInfo.InvariantCulture, $"{message.SequenceNumber} of {Rfc3339.Format(message.EnqueuedTime)}");

    private static string IdOf(ServiceBusReceivedMessage message, string subscription, int attempt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{IdentityOf(message)}/{subscription}/{attempt}")));
}
