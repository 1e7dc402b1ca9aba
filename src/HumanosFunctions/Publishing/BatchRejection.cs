using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>Tells a transfer that is refused for one of its messages from one that no other split would mend.</summary>
internal static class BatchRejection
{
    // Everything else, an outage or a missing right, would meet the halves just the same.
    public static bool IsAboutContent(Exception refused) => refused is
        InvalidOperationException or NotSupportedException or ArgumentException or SerializationException
        or ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded }
        or ServiceBusException { Reason: ServiceBusFailureReason.GeneralError, IsTransient: false };
}
