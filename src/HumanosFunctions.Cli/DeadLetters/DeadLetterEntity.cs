using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>What has dead letters: a queue, or a subscription of the topic.</summary>
/// <param name="Name">The queue's or the subscription's.</param>
/// <param name="Topic">The subscription's topic; null for a queue.</param>
internal sealed record DeadLetterEntity(string Name, string? Topic)
{
    // Without prefetch nothing is locked that was not asked for.
    private static readonly ServiceBusReceiverOptions DeadLetters = new()
    {
        SubQueue = SubQueue.DeadLetter,
        ReceiveMode = ServiceBusReceiveMode.PeekLock,
        PrefetchCount = 0,
    };

    public ServiceBusReceiver OpenDeadLetters(ServiceBusClient client) =>
        Topic is null ? client.CreateReceiver(Name, DeadLetters) : client.CreateReceiver(Topic, Name, DeadLetters);
}
