namespace LocalServiceBus;

/// <summary>The options of a <see cref="DevelopmentBroker"/>.</summary>
public sealed class BrokerOptions
{
    /// <summary>The queues and topics the broker serves.</summary>
    public required BrokerTopology Topology { get; init; }

    /// <summary>The port on 127.0.0.1. With 0, the broker uses a free port, see <see cref="DevelopmentBroker.Port"/>.</summary>
    public int Port { get; init; }

    /// <summary>The maximum size of a message or batch. The default, 256 KiB, is the limit of the Standard tier.</summary>
    public long MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>The clock for locks, schedules, time to live, and the duplicate detection window.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Called with the id of each message that duplicate detection drops. It must not block.</summary>
    public Action<string>? DuplicateDropped { get; init; }

    /// <summary>Called for each message that is sent for later, with a function that reads its application properties by name. It must not block.</summary>
    public Action<Func<string, object?>>? MessageScheduled { get; init; }

    /// <summary>Called with the kind and location of an internal failure. The text never contains message content.</summary>
    public Action<string>? Trace { get; init; }
}
