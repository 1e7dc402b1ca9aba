using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace HumanosFunctions.Local.Http;

/// <summary>The address that a request was sent to, whatever its Host header says.</summary>
internal static class RequestUrl
{
    public static Uri Read(HttpRequest request)
    {
        if (Uri.TryCreate(RawPath.AddressOf(request), UriKind.Absolute, out Uri? url))
        {
            return url;
        }

        // A client may send a Host header that no URL can carry, or none at all.
        string target = UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString);
        return new Uri($"http://{request.HttpContext.Connection.LocalIpAddress}:{request.HttpContext.Connection.LocalPort}{target}");
    }
}

/// <summary>
/// A path as it was sent. The web server leaves an escaped slash as it is and decodes an escaped percent sign, so in what it
/// hands over the two cannot be told apart.
/// </summary>
internal static class RawPath
{
    private const string EscapedSlash = "%2F";
    private const string EscapedTwice = "%252F";

    /// <summary>A value from the end of the route, each segment decoded once; any other value as it is.</summary>
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
    /// The address as the Functions host gives it, but for an escaped percent sign before "2F", which the host takes for a slash.
    /// </summary>
    public static string AddressOf(HttpRequest request) => Of(request) is var path && path.StartsWith('/') && path.Contains(EscapedTwice, StringComparison.OrdinalIgnoreCase)
        ? $"{request.Scheme}://{request.Host.ToUriComponent()}{path}{request.QueryString.ToUriComponent()}"
        : request.GetEncodedUrl();

    /// <summary>The path without the query.</summary>
    public static string Of(HttpRequest request) =>
        (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty).Split('?', count: 2)[0];
}
