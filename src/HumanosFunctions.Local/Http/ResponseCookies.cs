using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Http;

/// <summary>Turns a function's cookies into Set-Cookie headers.</summary>
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
