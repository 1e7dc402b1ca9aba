using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>A Kestrel request as the worker presents one.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request) : HttpRequestData(context)
{
    private HttpHeadersCollection? _headers;
    private IReadOnlyCollection<IHttpCookie>? _cookies;
    private Uri? _url;

    // The request's own stream: a function that stops reading at its limit leaves the rest unread.
    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers => _headers ??= RequestHeaders.Read(request.Headers);

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies ??= RequestCookies.Read(request.Headers.Cookie);

    public override Uri Url => _url ??= ReadUrl();

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);

    private Uri ReadUrl()
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
