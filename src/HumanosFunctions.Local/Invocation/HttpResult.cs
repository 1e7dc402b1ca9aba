using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Invocation;

/// <summary>What a function answers a request with, wherever it ran.</summary>
internal sealed record HttpResult(
    int Status,
    IEnumerable<KeyValuePair<string, StringValues>> Headers,
    IReadOnlyList<IHttpCookie> Cookies,
    Stream Body);
