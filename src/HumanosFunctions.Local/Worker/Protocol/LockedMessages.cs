using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>The messages that functions of the worker work on, by their lock tokens.</summary>
internal sealed class LockedMessages
{
    private readonly ConcurrentDictionary<string, ProcessMessageEventArgs> _messages = new(StringComparer.OrdinalIgnoreCase);

    public ProcessMessageEventArgs? Find(string lockToken) => _messages.GetValueOrDefault(lockToken);

    public IDisposable Take(ProcessMessageEventArgs delivery)
    {
        string lockToken = delivery.Message.LockToken;
        _messages[lockToken] = delivery;
        return new Hold(() => _messages.TryRemove(lockToken, out _));
    }

    private sealed class Hold(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
