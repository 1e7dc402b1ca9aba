using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing;

/// <summary>What came of reading a message from a subscription.</summary>
public abstract record EventReading
{
    private EventReading()
    {
    }

    public sealed record Read(ProcessedEvent Event) : EventReading;

    /// <summary>Not a message that this app published: it can never be processed.</summary>
    /// <param name="Reason">A fixed word that names the fault and no content.</param>
    public sealed record Foreign(string Reason) : EventReading;
}
