using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Messages as the app sends them, with a payload that nothing may show.</summary>
internal static class AnEvent
{
    public const string Confidential = "Ada Confidential";

    public static ServiceBusMessage Of(string subject, string id) => new($$"""{"fullName":"{{Confidential}}"}""")
    {
        MessageId = id,
        Subject = subject,
        ContentType = "application/json",
        CorrelationId = $"request-of-{id}",
        ApplicationProperties =
        {
            [EventProperties.Id] = id,
            [EventProperties.Type] = $"{subject}.type",
            [EventProperties.Subject] = $"request-of-{id}",
        },
    };

    /// <summary>As it lies in the queue of copies after some attempts.</summary>
    public static ServiceBusMessage CopyOf(string id, string subscription, int attempt)
    {
        ServiceBusMessage copy = Of(subscription, $"copy-{attempt}-of-{id}");
        copy.ApplicationProperties[EventProperties.Id] = id;
        copy.ApplicationProperties[EventProperties.OriginalId] = id;
        copy.ApplicationProperties[EventCopy.Subscription] = subscription;
        copy.ApplicationProperties[EventCopy.Attempt] = attempt;
        return copy;
    }
}
