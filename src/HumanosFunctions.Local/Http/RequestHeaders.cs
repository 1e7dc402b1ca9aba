using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Http;

/// <summary>Headers as the Functions host passes them to the worker.</summary>
internal static class RequestHeaders
{
    public static HttpHeadersCollection Read(IHeaderDictionary headers)
    {
        var collection = new HttpHeadersCollection();
        foreach (var (name, values) in headers)
        {
            // Headers that are not valid are left out. The client sent them, so the function must not fail.
            collection.TryAddWithoutValidation(NameOf(name), Joined(values));
        }

        return collection;
    }

    // The Functions host lower-cases names and joins repeated headers into one value.
    public static string NameOf(string name) => name.ToLowerInvariant();

    public static string? Joined(StringValues values) => values.Count == 1 ? values[0] : string.Join(',', values.ToArray());
}

/// <summary>The trace context of a request.</summary>
internal static class RequestTrace
{
    public static LocalTraceContext Read(HttpRequest request) => new(request.Headers.TraceParent, request.Headers.TraceState);
}
