using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

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
