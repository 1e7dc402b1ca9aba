using HumanosFunctions.Local.Worker;

namespace HumanosFunctions.Local.Commands;

/// <param name="ServiceBus">The connection string of a broker that runs already; null starts one.</param>
internal sealed record ServeSettings(int Port, int AmqpPort, DirectoryInfo Data, FileInfo Topology, string? ServiceBus)
{
    /// <summary>Null runs the functions in this process.</summary>
    public WorkerOptions? Worker { get; init; }
}
