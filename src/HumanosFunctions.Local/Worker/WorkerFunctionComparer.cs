using System.Diagnostics.CodeAnalysis;
using HumanosFunctions.Local.Discovery;

namespace HumanosFunctions.Local.Worker;

/// <summary>Whether a worker that was started again has the function that the host's routes and listeners are for.</summary>
internal sealed class WorkerFunctionComparer : IEqualityComparer<WorkerFunctionInfo>
{
    public static WorkerFunctionComparer Instance { get; } = new();

    public bool Equals(WorkerFunctionInfo? one, WorkerFunctionInfo? other) =>
        one?.Name == other?.Name && one?.IsDeferred == other?.IsDeferred && (one?.Trigger, other?.Trigger) switch
        {
            (HttpFunctionTrigger first, HttpFunctionTrigger second) =>
                first.Route == second.Route && first.Parameter == second.Parameter && first.Methods.SequenceEqual(second.Methods),
            var (first, second) => Equals(first, second),
        };

    public int GetHashCode([DisallowNull] WorkerFunctionInfo function) => function.Name.GetHashCode(StringComparison.Ordinal);
}
