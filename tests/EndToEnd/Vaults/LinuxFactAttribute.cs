using Testing.Vault;

namespace EndToEnd.Vaults;

/// <summary>A test with a process that trusts a test's own authority; skipped with a clear line where that takes more than a file.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!VaultSurroundings.ArePossible)
        {
            Skip = "Needs a platform where SSL_CERT_FILE names the trusted authorities.";
        }
    }
}
