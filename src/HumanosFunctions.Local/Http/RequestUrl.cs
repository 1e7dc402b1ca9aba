using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

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
