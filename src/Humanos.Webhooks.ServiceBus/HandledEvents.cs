namespace Humanos.Webhooks.ServiceBus;

/// <summary>
/// The ids of the events that a subscriber has handled. Messages arrive at least once, and a replayed message has a new message id, so
/// only the event's id identifies a repeated event. If an event must not be handled twice, implement this interface with your database,
/// and write the id in the same transaction as the work.
/// </summary>
public interface IHandledEvents
{
    /// <summary>Whether the event is handled.</summary>
    /// <param name="eventId">The event's identity.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>True if the event is handled.</returns>
    ValueTask<bool> ContainsAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>Records that the event is handled. Adding an id that already exists is not an error.</summary>
    /// <param name="eventId">The event's identity.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the id is stored.</returns>
    ValueTask AddAsync(string eventId, CancellationToken cancellationToken);
}

/// <summary>Keeps the most recent ids in memory. Safe for concurrent use. The ids are lost when the process restarts.</summary>
/// <param name="capacity">The maximum number of ids. Beyond it, the oldest id is removed.</param>
public sealed class RecentEvents(int capacity) : IHandledEvents
{
    /// <summary>The maximum number of ids if you do not specify a capacity.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly int _capacity = capacity > 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity));
    private readonly object _gate = new();
    private readonly HashSet<string> _ids = [];
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>Keeps <see cref="DefaultCapacity"/> ids.</summary>
    public RecentEvents()
        : this(DefaultCapacity)
    {
    }

    /// <inheritdoc />
    public ValueTask<bool> ContainsAsync(string eventId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(eventId);
        lock (_gate)
        {
            return ValueTask.FromResult(_ids.Contains(eventId));
        }
    }

    /// <inheritdoc />
    public ValueTask AddAsync(string eventId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(eventId);
        lock (_gate)
        {
            if (_ids.Add(eventId))
            {
                _oldestFirst.Enqueue(eventId);
            }

            if (_ids.Count > _capacity)
            {
                _ids.Remove(_oldestFirst.Dequeue());
            }
        }

        return ValueTask.CompletedTask;
    }
}
