namespace Humanos.Webhooks.Tests;

/// <summary>A theory over the Wycheproof vectors; skipped with a clear line where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WycheproofTheoryAttribute : TheoryAttribute
{
    public WycheproofTheoryAttribute()
    {
        if (!Wycheproof.IsPresent)
        {
            Skip = "Needs the Wycheproof vectors in a folder shared/vectors above the repository.";
        }
    }
}
