namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>The programs that <c>dotnet test.cs --restore</c> gets for the tests, or why there is none.</summary>
internal static class CheckingTool
{
    private static readonly Dictionary<string, string> Found = Read();

    /// <summary>The compiler's file.</summary>
    public static string Bicep => Found["bicep"];

    /// <summary>The folder in which <c>dotnet tool run pwsh</c> knows the program.</summary>
    public static string PowerShell => Found["pwsh"];

    /// <summary>Null where the program is there.</summary>
    public static string? WhyAbsent(string tool) =>
        !Found.TryGetValue(tool, out string? place) ? "Run dotnet test.cs --restore first: it gets the program."
        : Path.Exists(place) ? null
        : place;

    private static Dictionary<string, string> Read()
    {
        string marker = RepositoryFiles.Path("eng", ".feed", "tools");
        return File.Exists(marker)
            ? File.ReadLines(marker).Skip(1).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1])
            : [];
    }
}

/// <summary>Needs Microsoft's Bicep compiler; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip = CheckingTool.WhyAbsent("bicep");
}

/// <summary>Needs Microsoft's Bicep compiler; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = CheckingTool.WhyAbsent("bicep");
}

/// <summary>Needs PowerShell, which runs the hooks on Windows; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute() => Skip = CheckingTool.WhyAbsent("pwsh");
}
