namespace LocalServiceBus.State;

/// <summary>Somebody who receives from a queue. Called by the queue's owner only.</summary>
internal interface IMessageConsumer
{
    /// <summary>Whether the consumer would take a message right now.</summary>
    bool IsReady { get; }

    /// <summary>Whether receiving a message completes it.</summary>
    bool ReceivesAndDeletes { get; }

    /// <returns>False where the consumer could not take it after all; the message is then given to another.</returns>
    bool TryDeliver(BrokeredMessage message);
}
