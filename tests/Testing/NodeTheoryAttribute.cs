using Xunit;

namespace Testing;

/// <summary>A theory that needs Node and npm; skipped with a clear line on a machine without them.</summary>
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
