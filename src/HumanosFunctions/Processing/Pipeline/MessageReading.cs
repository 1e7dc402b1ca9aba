using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>What came of reading a message from a subscription.</summary>
public abstract record MessageReading
{
    private MessageReading()
    {
    }

    public sealed record Read(HumanosEvent Event, EventFacts Facts) : MessageReading;

    /// <summary>Not a message that this app published, or no longer what it was: it can never be processed.</summary>
    /// <param name="Reason">A fixed word that names the fault and no content.</param>
    public sealed record Foreign(string Reason) : MessageReading;
}
