using System.Text.Json;
using HumanosFunctions.Local.Settings;

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

/// <summary>How to start a worker, from worker.config.json.</summary>
internal sealed record WorkerProgram(string Folder, string Executable, string? Path)
{
    public static WorkerProgram In(string folder)
    {
        string full = System.IO.Path.GetFullPath(folder);
        string config = System.IO.Path.Combine(full, "worker.config.json");
        if (!File.Exists(config))
        {
            throw new HostConfigurationException(
                $"{config} does not exist: build the function app, or specify the folder to which you published it.");
        }

        return Read(full, config);
    }

    /// <summary>The arguments that the Functions host passes. The first five are for older workers.</summary>
    public IEnumerable<string> Arguments(Uri host, string workerId, int maxMessageBytes)
    {
        string requestId = Guid.NewGuid().ToString();
        return
        [
            .. Path is null ? (string[])[] : [System.IO.Path.Combine(Folder, Path)],
            "--host", host.Host,
            "--port", $"{host.Port}",
            "--workerId", workerId,
            "--requestId", requestId,
            "--grpcMaxMessageLength", $"{maxMessageBytes}",
            "--functions-uri", host.AbsoluteUri,
            "--functions-worker-id", workerId,
            "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", $"{maxMessageBytes}",
        ];
    }

    private static WorkerProgram Read(string folder, string config)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(config));
            JsonElement description = file.RootElement.GetProperty("description");
            string executable = description.GetProperty("defaultExecutablePath").GetString() ?? throw new JsonException();
            string? path = description.TryGetProperty("defaultWorkerPath", out JsonElement worker) ? worker.GetString() : null;
            return new WorkerProgram(folder, Find(folder, executable), path);
        }
        catch (Exception unusable) when (unusable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HostConfigurationException($"{config} does not say how to start the worker (description.defaultExecutablePath).", unusable);
        }
    }

    // A program beside the file, or on the PATH.
    private static string Find(string folder, string name)
    {
        string beside = System.IO.Path.Combine(folder, name);
        return File.Exists(beside) ? beside : name;
    }
}
