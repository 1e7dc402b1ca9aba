namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>Needs PowerShell, which runs the hooks on Windows; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute() => Skip = CheckingTool.WhyAbsent("pwsh");
}
