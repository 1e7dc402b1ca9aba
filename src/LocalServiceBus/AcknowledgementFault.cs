namespace LocalServiceBus;

/// <summary>What happens to the acknowledgement of a message that was stored.</summary>
public enum AcknowledgementFault
{
    /// <summary>The sender gets it, as it should.</summary>
    None,

    /// <summary>The sender never hears of the message again.</summary>
    Withhold,

    /// <summary>The sender's connection is cut in its place.</summary>
    CutConnection,
}
