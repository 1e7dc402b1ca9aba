using System.Net;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>
/// Limits the page to this machine and to its own origin: it shows decrypted events and sends deliveries, so no other site may use it,
/// and no host name that resolves to this machine.
/// </summary>
internal static class PageGuard
{
    public const string WriteHeader = "x-humanos-local";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Why a request to the page is refused; null if it is allowed.</summary>
    public static string? Refusal(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
        {
            return "The page is served only on 127.0.0.1 and localhost.";
        }

        string own = $"{request.Scheme}://{request.Host}";
        if (request.Headers.Origin is { Count: > 0 } origin && origin != own)
        {
            return "The page takes no requests of another site.";
        }

        if (request.Headers["sec-fetch-site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
        {
            return "The page takes no requests of another site.";
        }

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || (request.Headers.ContainsKey(WriteHeader) && request.HasJsonContentType())
            ? null
            : $"A change needs the header {WriteHeader} and a JSON body.";
    }

    public static void AddHeaders(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
