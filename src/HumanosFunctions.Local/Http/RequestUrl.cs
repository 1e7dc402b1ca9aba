using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace HumanosFunctions.Local.Http;

/// <summary>The URL of a request, whatever its Host header contains.</summary>
internal static class RequestUrl
{
    public static Uri Read(HttpRequest request)
    {
        if (Uri.TryCreate(RawPath.AddressOf(request), UriKind.Absolute, out Uri? url))
        {
            return url;
        }

        // A client may send no Host header, or one that is not valid in a URL.
        string target = UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString);
        return new Uri($"http://{request.HttpContext.Connection.LocalIpAddress}:{request.HttpContext.Connection.LocalPort}{target}");
    }
}

/// <summary>
/// A path as the client sent it. The web server keeps an escaped slash and decodes an escaped percent sign, so that its
/// decoded path is ambiguous.
/// </summary>
internal static class RawPath
{
    private const string EscapedSlash = "%2F";
    private const string EscapedTwice = "%252F";

    /// <summary>Decodes each segment of a value from the end of the route once. Other values are unchanged.</summary>
    public static string Decode(HttpRequest request, string value)
    {
        if (!value.Contains(EscapedSlash, StringComparison.OrdinalIgnoreCase) || !request.Path.Value!.EndsWith(value, StringComparison.Ordinal))
        {
            return value;
        }

        string[] segments = Of(request).Split('/');
        int count = value.Split('/').Length;
        return string.Join('/', segments.TakeLast(count).Select(Uri.UnescapeDataString));
    }

    /// <summary>
    /// The URL as the Functions host passes it, except that the host decodes "%252F" to a slash.
    /// </summary>
    public static string AddressOf(HttpRequest request) => Of(request) is var path && path.StartsWith('/') && path.Contains(EscapedTwice, StringComparison.OrdinalIgnoreCase)
        ? $"{request.Scheme}://{request.Host.ToUriComponent()}{path}{request.QueryString.ToUriComponent()}"
        : request.GetEncodedUrl();

    /// <summary>The path without the query.</summary>
    public static string Of(HttpRequest request) =>
        (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty).Split('?', count: 2)[0];
}
