namespace HumanosFunctions.Publishing;

/// <summary>Where events go, and in which time and size. README.md describes every key.</summary>
public sealed class PublishingOptions
{
    /// <summary>No default: the triggers read the same setting, and without it none of them would start.</summary>
    public string TopicName { get; set; } = "";

    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of JSON from which on an event goes beside its message: below the broker's 256 KiB, with room for headers.</summary>
    public int ClaimCheckAbove { get; set; } = 240 * 1024;
}
