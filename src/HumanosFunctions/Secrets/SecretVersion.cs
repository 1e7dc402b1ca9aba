namespace HumanosFunctions.Secrets;

/// <summary>One accepted version of one secret. Printed, it shows its name alone.</summary>
public sealed class SecretVersion(string version, string value)
{
    public string Version { get; } = version;

    public string Value { get; } = value;

    public override string ToString() => Version;
}
