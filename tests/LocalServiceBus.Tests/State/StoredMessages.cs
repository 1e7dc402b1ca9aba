using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

/// <summary>Messages without content.</summary>
internal static class StoredMessages
{
    public static StoredMessage Empty { get; } = new([], [], null, null, TimeToLive: null, null);

    public static Publication Publication(string messageId, DateTimeOffset? scheduledFor = null, object? property = null) =>
        new(Empty, messageId, scheduledFor, new OneProperty(property));

    /// <param name="value">The value of every application property.</param>
    private sealed class OneProperty(object? value) : IFilterable
    {
        public string? SystemProperty(string name) => null;

        public object? ApplicationProperty(string name) => value;
    }
}
