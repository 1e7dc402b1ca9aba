namespace LocalServiceBus.Topology;

/// <summary>One subscription; without rules it takes every message.</summary>
public sealed record SubscriptionDescription(
    string Name,
    ReceiveSettings Receive,
    IReadOnlyList<CorrelationRule> Rules);
