using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Http;

/// <summary>Writes a function's response.</summary>
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
            // This host frames the body, so the function's framing headers do not apply.
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

/// <summary>Writes a function's cookies as Set-Cookie headers.</summary>
internal static class ResponseCookies
{
    public static void Append(HttpResponse response, IReadOnlyList<IHttpCookie> cookies)
    {
        foreach (IHttpCookie cookie in cookies)
        {
            response.Cookies.Append(cookie.Name, cookie.Value, Options(cookie));
        }
    }

    private static CookieOptions Options(IHttpCookie cookie) => new()
    {
        Domain = cookie.Domain,
        Expires = cookie.Expires,
        HttpOnly = cookie.HttpOnly ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Path = cookie.Path ?? "/",
        SameSite = SameSiteOf(cookie.SameSite),
        Secure = cookie.Secure ?? false,
    };

    private static SameSiteMode SameSiteOf(SameSite sameSite) => sameSite switch
    {
        SameSite.Lax => SameSiteMode.Lax,
        SameSite.Strict => SameSiteMode.Strict,
        SameSite.ExplicitNone => SameSiteMode.None,
        _ => SameSiteMode.Unspecified,
    };
}

internal sealed class LocalHttpCookie : IHttpCookie
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public string? Domain { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public bool? HttpOnly { get; set; }

    public double? MaxAge { get; set; }

    public string? Path { get; set; }

    public SameSite SameSite { get; set; }

    public bool? Secure { get; set; }
}
