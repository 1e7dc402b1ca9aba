using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Http;

/// <summary>Puts what a function returned on the wire.</summary>
internal static class ResponseWriter
{
    public static async Task WriteAsync(HttpResponse response, HttpResult? answer, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = answer.Status;
        CopyHeaders(answer.Headers, response.Headers);
        ResponseCookies.Append(response, answer.Cookies);
        await using Stream body = answer.Body;
        if (CanHaveBody(response.StatusCode))
        {
            await CopyBodyAsync(body, response, cancellationToken);
        }
    }

    private static void CopyHeaders(IEnumerable<KeyValuePair<string, StringValues>> from, IHeaderDictionary to)
    {
        foreach ((string name, StringValues values) in from)
        {
            // How the body is framed is settled here, whatever the function wrote.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                to.Append(name, values);
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
