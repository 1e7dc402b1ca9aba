using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>Puts what a function returned on the wire.</summary>
internal static class ResponseWriter
{
    public static async Task WriteAsync(HttpResponse response, HttpResponseData? returned, CancellationToken cancellationToken)
    {
        if (returned is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = (int)returned.StatusCode;
        CopyHeaders(returned.Headers, response.Headers);
        ResponseCookies.Append(response, returned);
        await using Stream body = returned.Body;
        if (CanHaveBody(response.StatusCode))
        {
            await CopyBodyAsync(body, response, cancellationToken);
        }
    }

    private static void CopyHeaders(HttpHeadersCollection from, IHeaderDictionary to)
    {
        foreach ((string name, HeaderStringValues values) in from.NonValidated)
        {
            // How the body is framed is settled here, whatever the function wrote.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                to.Append(name, values.Count == 1 ? values.ToString() : new StringValues([.. values]));
            }
        }
    }

    private static Task CopyBodyAsync(Stream body, HttpResponse response, CancellationToken cancellationToken)
    {
        if (body.CanSeek)
        {
            body.Position = 0;
            response.ContentLength = body.Length;
        }

        return body.CopyToAsync(response.Body, cancellationToken);
    }

    private static bool CanHaveBody(int status) => status is >= 200 and not (204 or 205 or 304);
}
