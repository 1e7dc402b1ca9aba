namespace HumanosFunctions.Local.Worker;

/// <summary>A worker program, and what the host grants it.</summary>
public sealed record WorkerOptions
{
    /// <summary>The app's output or publish folder, which holds worker.config.json.</summary>
    public required string Folder { get; init; }

    /// <summary>The loopback port through which host and worker speak; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>How long a worker may take from its start until its functions are loaded.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request waits while there is no worker; it is answered 503 then.</summary>
    public TimeSpan WorkerWaitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest invocation, and the largest response to a request, between host and worker.</summary>
    public int MaxMessageBytes { get; init; } = 128 * 1024 * 1024;
}
