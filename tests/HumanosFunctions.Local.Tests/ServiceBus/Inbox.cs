using System.Collections.Concurrent;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>What the functions of a test have received.</summary>
internal sealed class Inbox
{
    private readonly ConcurrentQueue<string> _received = new();

    public IReadOnlyCollection<string> Received => _received;

    public void Add(string text) => _received.Enqueue(text);

    public Task HoldsAsync(params string[] expected) => Eventually.IsTrueAsync(
        () => _received.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
        $"received: {string.Join(", ", expected)}");
}
