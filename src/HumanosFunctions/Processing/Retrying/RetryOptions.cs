namespace HumanosFunctions.Processing.Retrying;

/// <summary>How often and when a failed event is tried again. README.md describes every key.</summary>
public sealed class RetryOptions
{
    /// <summary>How often an event that could not be processed is scheduled again before it is dead-lettered.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>Before the first scheduled retry; each further one waits twice as long.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);
}
