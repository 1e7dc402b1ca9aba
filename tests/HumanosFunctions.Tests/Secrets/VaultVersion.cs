namespace HumanosFunctions.Tests.Secrets;

/// <summary>One version of a secret as Key Vault shows it.</summary>
internal sealed record VaultVersion(string Version, string Value, DateTimeOffset Created)
{
    public bool Enabled { get; init; } = true;

    public DateTimeOffset? Expires { get; init; }

    public object Describe(Uri vault, string name) => new { id = Id(vault, name), attributes = Attributes() };

    public object Show(Uri vault, string name) => new { id = Id(vault, name), value = Value, attributes = Attributes() };

    private string Id(Uri vault, string name) => $"{vault}secrets/{name}/{Version}";

    private Dictionary<string, object> Attributes()
    {
        var attributes = new Dictionary<string, object>
        {
            ["enabled"] = Enabled,
            ["created"] = Created.ToUnixTimeSeconds(),
            ["updated"] = Created.ToUnixTimeSeconds(),
        };
        if (Expires is { } expires)
        {
            attributes["exp"] = expires.ToUnixTimeSeconds();
        }

        return attributes;
    }
}
