namespace Testing.Vault;

/// <summary>One version of a secret as Key Vault shows it.</summary>
public sealed record VaultVersion(string Version, string Value, DateTimeOffset Created)
{
    public bool Enabled { get; init; } = true;

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Updated { get; init; }

    public object Describe(string vault, string name) => new { id = Id(vault, name), attributes = Attributes() };

    public object Show(string vault, string name) => new { id = Id(vault, name), value = Value, attributes = Attributes() };

    private string Id(string vault, string name) => $"{vault}/secrets/{name}/{Version}";

    private Dictionary<string, object> Attributes()
    {
        var attributes = new Dictionary<string, object>
        {
            ["enabled"] = Enabled,
            ["created"] = Created.ToUnixTimeSeconds(),
            ["updated"] = (Updated ?? Created).ToUnixTimeSeconds(),
        };
        Add(attributes, "nbf", NotBefore);
        Add(attributes, "exp", Expires);
        return attributes;
    }

    private static void Add(Dictionary<string, object> attributes, string name, DateTimeOffset? time)
    {
        if (time is { } set)
        {
            attributes[name] = set.ToUnixTimeSeconds();
        }
    }
}
