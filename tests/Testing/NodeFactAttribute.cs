using Xunit;

namespace Testing;

/// <summary>A test that needs Node and npm; skipped with a clear line on a machine without them.</summary>
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
