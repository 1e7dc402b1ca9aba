using Microsoft.AspNetCore.Http;

namespace Testing.Vault;

/// <summary>The secrets of a loopback vault, each with its versions, oldest first.</summary>
public sealed class VaultContents
{
    private readonly Dictionary<string, List<VaultVersion>> _secrets = [];

    /// <summary>The number of versions on one page.</summary>
    public int PageSize { get; set; } = 25;

    public void Put(string name, VaultVersion version)
    {
        lock (_secrets)
        {
            _secrets[name] = [.. _secrets.GetValueOrDefault(name, []), version];
        }
    }

    public void Change(string name, string version, Func<VaultVersion, VaultVersion> change)
    {
        lock (_secrets)
        {
            _secrets[name] = [.. _secrets[name].Select(known => known.Version == version ? change(known) : known)];
        }
    }

    internal IResult List(string vault, string name, int page)
    {
        VaultVersion[] all = Versions(name);
        VaultVersion[] shown = [.. all.Skip(page * PageSize).Take(PageSize)];
        bool hasMore = (page + 1) * PageSize < all.Length;
        return Results.Json(new
        {
            value = shown.Select(version => version.Describe(vault, name)),
            nextLink = hasMore ? $"{vault}/secrets/{name}/versions?api-version=7.6&page={page + 1}" : null,
        });
    }

    // Key Vault does not return the value of a disabled version.
    internal IResult Show(string vault, string name, string version) =>
        Versions(name).FirstOrDefault(known => known.Version == version) is not { } found ? Results.NotFound()
        : !found.Enabled ? Results.StatusCode(StatusCodes.Status403Forbidden)
        : Results.Json(found.Show(vault, name));

    private VaultVersion[] Versions(string name)
    {
        lock (_secrets)
        {
            return [.. _secrets.GetValueOrDefault(name, [])];
        }
    }
}

/// <summary>One version of a secret in Key Vault.</summary>
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
