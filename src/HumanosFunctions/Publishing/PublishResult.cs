namespace HumanosFunctions.Publishing;

public enum PublishResult
{
    /// <summary>The broker has acknowledged the message, or knew it already.</summary>
    Acknowledged,

    /// <summary>No acknowledgement within the deadline: nothing may be promised to the sender.</summary>
    Unavailable,

    /// <summary>The message is larger than the broker takes.</summary>
    TooLarge,
}
