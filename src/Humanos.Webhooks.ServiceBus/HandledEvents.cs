namespace Humanos.Webhooks.ServiceBus;

/// <summary>
/// The ids of the events that a subscriber has handled. Messages arrive at least once, and a replayed message has a new message
/// id, so a repetition is recognised by the event's id alone. Implement this over your database where work must not be done
/// twice, and write the id in the transaction that does the work.
/// </summary>
public interface IHandledEvents
{
    /// <summary>Whether the event has been handled.</summary>
    /// <param name="eventId">The event's identity.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<bool> ContainsAsync(string eventId, CancellationToken cancellationToken);

    /// <summary>Remembers that the event has been handled. An id that is known already is no error.</summary>
    /// <param name="eventId">The event's identity.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    ValueTask AddAsync(string eventId, CancellationToken cancellationToken);
}

/// <summary>The newest ids, in the memory of one process; safe for concurrent use. A restart forgets them.</summary>
/// <param name="capacity">How many ids are kept; beyond it the oldest is forgotten.</param>
public sealed class RecentEvents(int capacity) : IHandledEvents
{
    /// <summary>How many ids the constructor without parameters keeps.</summary>
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
