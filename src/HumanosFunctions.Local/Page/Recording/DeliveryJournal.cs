namespace HumanosFunctions.Local.Page.Recording;

/// <summary>
/// The newest deliveries, in memory: a bounded number of them, and of their bodies a bounded number of bytes. What falls
/// out is forgotten.
/// </summary>
internal sealed class DeliveryJournal(int capacity, long maxBodyBytes)
{
    public const int DefaultCapacity = 10_000;
    public const long DefaultBodyBytes = 64L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly RecordedDelivery?[] _ring = new RecordedDelivery?[capacity];
    private readonly Dictionary<string, long> _byMessage = new(StringComparer.Ordinal);
    private readonly EarlyChanges _early = new();
    private readonly HashSet<long> _changed = [];

    // In the order in which they were kept. Deliveries that began earlier can have later bodies.
    private readonly Queue<long> _bodies = new();
    private long _next = 1;
    private long _bodyBytes;
    private int _unanswered;
    private long _leftOut;

    public int Capacity => capacity;

    /// <summary>Whether changes are collected for <see cref="TakeChanges"/>; while nobody looks, none are.</summary>
    public bool IsWatched { get; set; }

    /// <summary>How many deliveries were counted only.</summary>
    public long LeftOut => Volatile.Read(ref _leftOut);

    /// <summary>Counts a delivery that is not added.</summary>
    public void LeaveOut() => Interlocked.Increment(ref _leftOut);

    /// <summary>Whether a change of this message can concern a delivery: one that is known, or one that is not answered yet.</summary>
    public bool Follows(string messageId)
    {
        lock (_gate)
        {
            return _unanswered > 0 || _byMessage.ContainsKey(messageId);
        }
    }

    public long Add(Func<long, RecordedDelivery> make)
    {
        lock (_gate)
        {
            long id = _next++;
            ref RecordedDelivery? place = ref _ring[id % capacity];
            Forget(place);
            place = make(id);
            _unanswered++;
            Mark(id);
            return id;
        }
    }

    /// <summary>Changes a delivery that was added when its answer is known. Call it once for each.</summary>
    public void Answer(long id, Action<RecordedDelivery> change)
    {
        lock (_gate)
        {
            _unanswered--;
            Change(id, change);
        }
    }

    /// <summary>Does nothing where the delivery is forgotten.</summary>
    public void Change(long id, Action<RecordedDelivery> change)
    {
        lock (_gate)
        {
            if (Find(id) is { } delivery)
            {
                string? messageId = delivery.MessageId;
                change(delivery);
                if (delivery.MessageId is { } known && known != messageId)
                {
                    _early.ApplyTo(delivery, known);
                    // What the topic drops is never processed: what comes later is about the first delivery of the event.
                    if (delivery.Progress != Progress.Dropped || !_byMessage.ContainsKey(known))
                    {
                        _byMessage[known] = id;
                    }
                }

                Mark(id);
            }
        }
    }

    /// <summary>
    /// Changes the newest delivery with a message id. A processor may be faster than the answer that tells the id: what
    /// comes too early waits for it.
    /// </summary>
    public void ChangeByMessage(string messageId, Action<RecordedDelivery> change)
    {
        lock (_gate)
        {
            if (_byMessage.TryGetValue(messageId, out long id))
            {
                Change(id, change);
                return;
            }

            _early.Add(messageId, change);
        }
    }

    /// <summary>Changes the one delivery that is answered next with a message id.</summary>
    public void ChangeNextByMessage(string messageId, Action<RecordedDelivery> change)
    {
        lock (_gate)
        {
            _early.AddForNext(messageId, change);
        }
    }

    public void KeepBody(long id, byte[] body)
    {
        lock (_gate)
        {
            if (Find(id) is not { } delivery)
            {
                return;
            }

            delivery.Body = body;
            _bodyBytes += body.Length;
            _bodies.Enqueue(id);
            while (_bodies.Peek() is var oldest && oldest != id && (_bodyBytes > maxBodyBytes || Find(oldest)?.Body is null))
            {
                DropBody(Find(_bodies.Dequeue()));
            }
        }
    }

    /// <summary>Looks at one under the lock, so that nothing changes meanwhile.</summary>
    public T? Read<T>(long id, Func<RecordedDelivery, T?> look)
        where T : class
    {
        lock (_gate)
        {
            return Find(id) is { } delivery ? look(delivery) : null;
        }
    }

    /// <summary>The newest first, those before an id, as many as are wanted.</summary>
    public (IReadOnlyList<T> Page, bool HasMore) Read<T>(long before, int limit, Func<RecordedDelivery, bool> filter, Func<RecordedDelivery, T> project)
    {
        lock (_gate)
        {
            var page = new List<T>();
            for (long id = Math.Min(before, _next) - 1; id >= Math.Max(1, _next - capacity); id--)
            {
                if (Find(id) is { } delivery && filter(delivery))
                {
                    if (page.Count == limit)
                    {
                        return (page, true);
                    }

                    page.Add(project(delivery));
                }
            }

            return (page, false);
        }
    }

    /// <summary>The newest deliveries that have changed since the last call, oldest first, and the oldest one that is left out.</summary>
    public (IReadOnlyList<T> Changes, long? LeftOut) TakeChanges<T>(int limit, Func<RecordedDelivery, T> project)
    {
        lock (_gate)
        {
            long[] ids = [.. _changed.Order()];
            _changed.Clear();
            int leftOut = Math.Max(0, ids.Length - limit);
            return ([.. ids.Skip(leftOut).Select(Find).OfType<RecordedDelivery>().Select(project)], leftOut > 0 ? ids[0] : null);
        }
    }

    private RecordedDelivery? Find(long id) => _ring[id % capacity] is { } delivery && delivery.Id == id ? delivery : null;

    private void Mark(long id)
    {
        if (IsWatched)
        {
            _changed.Add(id);
        }
    }

    private void Forget(RecordedDelivery? delivery)
    {
        DropBody(delivery);
        if (delivery?.MessageId is { } messageId && _byMessage.TryGetValue(messageId, out long id) && id == delivery.Id)
        {
            _byMessage.Remove(messageId);
        }
    }

    private void DropBody(RecordedDelivery? delivery)
    {
        if (delivery is { Body: { } body })
        {
            _bodyBytes -= body.Length;
            delivery.Body = null;
        }
    }
}
