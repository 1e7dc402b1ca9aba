namespace LocalServiceBus.Topology;

/// <summary>One topic and its subscriptions.</summary>
public sealed record TopicDescription(
    string Name,
    PublishSettings Publish,
    IReadOnlyList<SubscriptionDescription> Subscriptions);
