namespace HumanosFunctions.Local.Worker;

/// <summary>A worker program, and its limits.</summary>
public sealed record WorkerOptions
{
    /// <summary>The app's output or publish folder, which holds worker.config.json.</summary>
    public required string Folder { get; init; }

    /// <summary>The loopback port through which host and worker communicate. 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>How long a worker may take to start and load its functions.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request waits while no worker runs, before the response is 503.</summary>
    public TimeSpan WorkerWaitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest invocation, and the largest response to a request, between host and worker.</summary>
    public int MaxMessageBytes { get; init; } = 128 * 1024 * 1024;
}
