namespace HumanosFunctions.Local.Page.Recording;

/// <summary>Changes that arrive before the answer that they belong to, for a bounded number of messages.</summary>
internal sealed class EarlyChanges
{
    private const int MaxMessages = 1000;

    private readonly Dictionary<string, Waiting> _byMessage = new(StringComparer.Ordinal);
    private readonly Queue<(string MessageId, Waiting Waiting)> _order = new();

    /// <summary>The next answer with the message id gets the change, with all others.</summary>
    public void Add(string messageId, Action<RecordedDelivery> change) => WaitingFor(messageId).All.Add(change);

    /// <summary>One answer with the message id gets the change, and the answer after it the next.</summary>
    public void AddForNext(string messageId, Action<RecordedDelivery> change) => WaitingFor(messageId).OneEach.Enqueue(change);

    /// <summary>Applies what waits for the message id of a delivery that is answered.</summary>
    public void ApplyTo(RecordedDelivery delivery, string messageId)
    {
        if (!_byMessage.TryGetValue(messageId, out Waiting? waiting))
        {
            return;
        }

        waiting.All.ForEach(change => change(delivery));
        waiting.All.Clear();
        if (waiting.OneEach.TryDequeue(out Action<RecordedDelivery>? next))
        {
            next(delivery);
        }

        if (waiting.OneEach.Count == 0)
        {
            _byMessage.Remove(messageId);
        }
    }

    private Waiting WaitingFor(string messageId)
    {
        if (!_byMessage.TryGetValue(messageId, out Waiting? waiting))
        {
            _byMessage[messageId] = waiting = new Waiting();
            _order.Enqueue((messageId, waiting));
            if (_order.Count > MaxMessages)
            {
                Forget(_order.Dequeue());
            }
        }

        return waiting;
    }

    // What waits for the message now can be newer.
    private void Forget((string MessageId, Waiting Waiting) oldest)
    {
        if (_byMessage.TryGetValue(oldest.MessageId, out Waiting? waiting) && waiting == oldest.Waiting)
        {
            _byMessage.Remove(oldest.MessageId);
        }
    }

    private sealed class Waiting
    {
        public List<Action<RecordedDelivery>> All { get; } = [];

        public Queue<Action<RecordedDelivery>> OneEach { get; } = new();
    }
}
