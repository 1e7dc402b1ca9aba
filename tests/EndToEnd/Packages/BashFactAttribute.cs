namespace EndToEnd.Packages;

/// <summary>A test of lines that a workflow runs with Bash on Linux; skipped with a clear line on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashFactAttribute : FactAttribute
{
    public const string Reason = "The workflow's lines are for Bash on Linux.";

    public BashFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = Reason;
        }
    }
}
