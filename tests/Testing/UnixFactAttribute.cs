using Xunit;

namespace Testing;

/// <summary>A test of what Windows has no equivalent for.</summary>
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
