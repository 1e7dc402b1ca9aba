using Humanos.Webhooks;

namespace HumanosFunctions.Ingest;

/// <summary>What came of reading a request.</summary>
public abstract record DeliveryReading
{
    private DeliveryReading()
    {
    }

    public sealed record Complete(ReceivedDelivery Delivery) : DeliveryReading;

    public sealed record TooLarge : DeliveryReading;

    /// <summary>
    /// It was sent in chunks, and nothing of it is here: the Functions host hands such a body over empty. A proxy on the
    /// way may have re-chunked what the sender sent with its length.
    /// </summary>
    public sealed record ChunkedBodyMissing : DeliveryReading;

    /// <summary>The sender stopped before the end of its own body.</summary>
    public sealed record Truncated : DeliveryReading;

    /// <summary>The body was not there when the delivery's time was over.</summary>
    public sealed record TooSlow : DeliveryReading;
}
