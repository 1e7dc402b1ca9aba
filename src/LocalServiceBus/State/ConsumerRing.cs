using System.Diagnostics.CodeAnalysis;

namespace LocalServiceBus.State;

/// <summary>A queue's consumers, served in turn.</summary>
internal sealed class ConsumerRing
{
    private readonly List<IMessageConsumer> _consumers = [];
    private int _next;

    public void Add(IMessageConsumer consumer) => _consumers.Add(consumer);

    public void Remove(IMessageConsumer consumer) => _consumers.Remove(consumer);

    public bool TryNext([MaybeNullWhen(false)] out IMessageConsumer ready)
    {
        for (int i = 0; i < _consumers.Count; i++)
        {
            ready = _consumers[_next++ % _consumers.Count];
            if (ready.IsReady)
            {
                _next %= _consumers.Count;
                return true;
            }
        }

        ready = null;
        return false;
    }
}
