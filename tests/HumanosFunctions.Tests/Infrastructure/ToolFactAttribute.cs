namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>A test that needs one of some programs; skipped with a clear line on a machine that has none of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        Tools = tools;
        if (!tools.Any(IsPresent))
        {
            Skip = $"Needs {string.Join(" or ", tools)} on PATH.";
        }
    }

    public string[] Tools { get; }

    public static bool IsPresent(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Any(folder => new[] { string.Empty, ".exe", ".cmd" }.Any(ending => File.Exists(Path.Combine(folder, tool + ending))));
}
