namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>Needs Microsoft's Bicep compiler; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = CheckingTool.WhyAbsent("bicep");
}
