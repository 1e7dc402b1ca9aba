using System.Net;
using System.Security.Claims;
using HumanosFunctions.Local.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>A Kestrel request as the worker presents one.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request) : HttpRequestData(context)
{
    private HttpHeadersCollection? _headers;
    private IReadOnlyCollection<IHttpCookie>? _cookies;
    private Uri? _url;

    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers => _headers ??= RequestHeaders.Read(request.Headers);

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies ??= RequestCookies.Read(request.Headers.Cookie);

    public override Uri Url => _url ??= RequestUrl.Read(request);

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);
}

/// <summary>The pairs of a Cookie header, values as they were sent.</summary>
internal static class RequestCookies
{
    public static IReadOnlyCollection<IHttpCookie> Read(string? header) => header is null
        ? []
        : [.. header
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', count: 2))
            .Select(pair => new LocalHttpCookie { Name = pair[0], Value = pair is [_, string value] ? value : "" })];
}

internal sealed class LocalHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private LocalHttpCookies? _cookies;
    private Stream? _body;

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = new();

    public override Stream Body
    {
        get => _body ??= new MemoryStream();
        set => _body = value ?? throw new ArgumentNullException(nameof(value));
    }

    public override HttpCookies Cookies => _cookies ??= new LocalHttpCookies();

    public IReadOnlyList<IHttpCookie> AppendedCookies => _cookies?.Appended ?? [];
}

/// <summary>The cookies that a function adds to its response.</summary>
internal sealed class LocalHttpCookies : HttpCookies
{
    private readonly List<IHttpCookie> _cookies = [];

    public IReadOnlyList<IHttpCookie> Appended => _cookies;

    public override void Append(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        _cookies.Add(new LocalHttpCookie { Name = name, Value = value });
    }

    public override void Append(IHttpCookie cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        _cookies.Add(cookie);
    }

    public override IHttpCookie CreateNew() => new LocalHttpCookie();
}
