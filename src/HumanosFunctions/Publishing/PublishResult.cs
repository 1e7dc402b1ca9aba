namespace HumanosFunctions.Publishing;

public enum PublishResult
{
    /// <summary>The broker has acknowledged the message, or knew it already; what lies beside it is stored.</summary>
    Acknowledged,

    /// <summary>No acknowledgement within the deadline: nothing may be promised to the sender.</summary>
    Unavailable,
}
