namespace LocalServiceBus;

/// <summary>What a <see cref="DevelopmentBroker"/> is started with.</summary>
public sealed class BrokerOptions
{
    /// <summary>The queues and topics the broker serves.</summary>
    public required BrokerTopology Topology { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes any free one, which <see cref="DevelopmentBroker.Port"/> then names.</summary>
    public int Port { get; init; }

    /// <summary>The largest message or batch that is accepted; 256 KiB is the limit of the Standard tier.</summary>
    public long MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>The clock that locks, schedules, lifetimes and the duplicate window run on.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called with the id of each message that duplicate detection drops. It must not wait.</summary>
    public Action<string>? DuplicateDropped { get; init; }

    /// <summary>Called with the kind and place of a failure that the broker has no client to tell of; never with message content.</summary>
    public Action<string>? Trace { get; init; }
}
