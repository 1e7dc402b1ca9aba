using System.Diagnostics.CodeAnalysis;
using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>The topics and queues of a namespace by address. Addresses are case-insensitive, as in Azure.</summary>
internal sealed class EntityDirectory : IAsyncDisposable
{
    private const string DeadLetterSuffix = "/$DeadLetterQueue";

    private readonly Dictionary<string, Topic> _topics = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MessageQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly BrokerOptions _options;

    public EntityDirectory(BrokerOptions options)
    {
        _options = options;
        foreach (QueueDescription queue in options.Topology.Queues)
        {
            AddTopic(queue.Name, queue.Publish, [new Subscription(AddQueue(queue.Name, queue.Receive), [])]);
        }

        foreach (TopicDescription topic in options.Topology.Topics)
        {
            AddTopic(topic.Name, topic.Publish, [.. topic.Subscriptions.Select(subscription =>
                new Subscription(AddQueue($"{topic.Name}/Subscriptions/{subscription.Name}", subscription.Receive), subscription.Rules))]);
        }
    }

    /// <summary>Finds an entity that a client can send to: a topic or a queue.</summary>
    public bool TryGetTopic(string address, [MaybeNullWhen(false)] out Topic topic) =>
        _topics.TryGetValue(address, out topic);

    /// <summary>Finds an entity that a client can receive from: a queue, a subscription, or the dead-letter queue of either.</summary>
    public bool TryGetQueue(string address, [MaybeNullWhen(false)] out MessageQueue queue) =>
        _queues.TryGetValue(address, out queue);

    public async ValueTask DisposeAsync()
    {
        foreach (Topic topic in _topics.Values)
        {
            await topic.DisposeAsync();
        }

        foreach (MessageQueue queue in _queues.Values)
        {
            await queue.DisposeAsync();
        }
    }

    private void AddTopic(string name, PublishSettings settings, IReadOnlyList<Subscription> subscriptions) =>
        _topics.Add(name, new Topic(settings, subscriptions, _options));

    private MessageQueue AddQueue(string address, ReceiveSettings settings)
    {
        var deadLetters = new MessageQueue(address + DeadLetterSuffix, settings.ForDeadLetters(), null, _options);
        var queue = new MessageQueue(address, settings, deadLetters, _options);
        _queues.Add(deadLetters.Address, deadLetters);
        _queues.Add(queue.Address, queue);
        return queue;
    }
}
