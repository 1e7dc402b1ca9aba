namespace EndToEnd.Page;

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The variable names one that is not on PATH.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("HUMANOS_TEST_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}

/// <summary>A theory that needs Chromium and Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() =>
        Skip = Chromium.Path is null ? "Needs Chromium or Chrome on PATH." : Node.IsPresent ? null : "Needs Node and npm on PATH.";
}
