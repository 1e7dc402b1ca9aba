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

    /// <summary>The sender stopped before the end of its own body.</summary>
    public sealed record Truncated : DeliveryReading;

    /// <summary>The body was not there when the delivery's time was over.</summary>
    public sealed record TooSlow : DeliveryReading;
}
