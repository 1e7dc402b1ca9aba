using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>What a function answers a request with, wherever it ran.</summary>
internal sealed record HttpAnswer(
    int Status,
    IEnumerable<KeyValuePair<string, StringValues>> Headers,
    IReadOnlyList<IHttpCookie> Cookies,
    Stream Body)
{
    public static HttpAnswer Of(HttpResponseData returned) => new(
        (int)returned.StatusCode,
        returned.Headers.NonValidated.Select(header => KeyValuePair.Create(
            header.Key,
            header.Value.Count == 1 ? new StringValues(header.Value.ToString()) : new StringValues([.. header.Value]))),
        (returned as LocalHttpResponseData)?.AppendedCookies ?? [],
        returned.Body);
}
