using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

/// <summary>Messages without content.</summary>
internal static class StoredMessages
{
    public static StoredMessage Empty { get; } = new([], [], null, null, TimeToLive: null, null);

    public static Publication Publication(string messageId, DateTimeOffset? scheduledFor = null) =>
        new(Empty, messageId, scheduledFor, new NoProperties());

    private sealed class NoProperties : IFilterable
    {
        public string? SystemProperty(string name) => null;

        public object? ApplicationProperty(string name) => null;
    }
}
