using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>Where the dead letters of one entity go again.</summary>
/// <param name="Destination">A queue, or the topic.</param>
/// <param name="Copy">Makes what is sent there; null where the dead letter does not tell whom it was for.</param>
internal sealed record ReplayRoute(string Destination, Func<ServiceBusReceivedMessage, ServiceBusMessage?> Copy)
{
    // All attempts lie before a replay again.
    private const int Anew = 0;

    /// <summary>A queue that only those who failed read; null where the topic, and so everybody, is the only way.</summary>
    public static ReplayRoute? Own(DeadLetterEntity entity) => entity.Name switch
    {
        EventCopy.Queue => new ReplayRoute(EventCopy.Queue, CopyOnceMore),
        ResendSchedule.Entity => new ReplayRoute(ResendSchedule.Entity, message => ForWhoeverReads(message, entity)),
        string name when EventSubscription.Named(name) is not null => new ReplayRoute(EventCopy.Queue, message => EventCopy.Of(message, name, Anew)),
        _ => null,
    };

    public static ReplayRoute ToTopic(DeadLetterEntity subscription) =>
        new(subscription.Topic!, message => ForWhoeverReads(message, subscription));

    private static ServiceBusMessage? CopyOnceMore(ServiceBusReceivedMessage message) =>
        EventSubscription.Named(EventCopy.SubscriptionOf(message)) is { } subscription ? EventCopy.Of(message, subscription.Name, Anew) : null;

    // The id follows from the dead letter, as that of every copy; the marks of a copy for one subscription do not.
    private static ServiceBusMessage ForWhoeverReads(ServiceBusReceivedMessage message, DeadLetterEntity entity)
    {
        ServiceBusMessage copy = EventCopy.Of(message, entity.Name, Anew);
        copy.ApplicationProperties.Remove(EventCopy.Subscription);
        copy.ApplicationProperties.Remove(EventCopy.Attempt);
        return copy;
    }
}
