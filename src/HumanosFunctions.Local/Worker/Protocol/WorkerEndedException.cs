namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>The worker ended, and what it was asked for is not answered.</summary>
internal sealed class WorkerEndedException() : Exception("The worker ended before it answered.");
