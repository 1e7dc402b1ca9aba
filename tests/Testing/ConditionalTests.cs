using Xunit;

namespace Testing;

/// <summary>A test that needs Node and npm. It is skipped with a message on a machine without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Needs Node and npm on PATH.";
        }
    }
}

/// <summary>A theory that needs Node and npm. It is skipped with a message on a machine without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Needs Node and npm on PATH.";
        }
    }
}

/// <summary>A test of a feature that Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no SIGTERM to send.";
        }
    }
}
