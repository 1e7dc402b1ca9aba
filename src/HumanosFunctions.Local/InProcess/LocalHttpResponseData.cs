using HumanosFunctions.Local.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using System.Net;

namespace HumanosFunctions.Local.InProcess;

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
