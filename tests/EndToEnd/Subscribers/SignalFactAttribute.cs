namespace EndToEnd.Subscribers;

/// <summary>A test that sends SIGTERM; skipped with a clear line where processes do not get signals, or Node is needed and missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute(bool needsNode = false)
    {
        NeedsNode = needsNode;
        Skip = OperatingSystem.IsWindows() ? "Needs POSIX signals."
            : needsNode && !Node.IsPresent ? "Needs Node and npm on PATH."
            : null;
    }

    public bool NeedsNode { get; }
}
