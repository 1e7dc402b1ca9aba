using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>The static files of the page, which the assembly holds.</summary>
internal static class PageAssets
{
    public const string Index = "index.html";

    private const string Prefix = "page/";

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]),
    ];

    public static async Task WriteAsync(HttpContext http, string name)
    {
        await using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        http.Response.ContentType = ContentTypes[Path.GetExtension(name)];
        http.Response.ContentLength = file.Length;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
