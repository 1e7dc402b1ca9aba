using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>A queue that takes those messages of its topic that one of its rules matches, or all where it has no rules.</summary>
internal sealed record Subscription(MessageQueue Queue, IReadOnlyList<CorrelationRule> Rules)
{
    public bool Takes(Publication publication) =>
        Rules.Count == 0 || Rules.Any(rule => rule.Matches(publication.Properties));
}
