using Microsoft.AspNetCore.Http;

namespace Testing.Vault;

/// <summary>The secrets of a loopback vault, each with its versions, oldest first.</summary>
public sealed class VaultContents
{
    private readonly Dictionary<string, List<VaultVersion>> _secrets = [];

    /// <summary>Versions on one page of a list.</summary>
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

    // Key Vault gives no value of a version that is disabled.
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
