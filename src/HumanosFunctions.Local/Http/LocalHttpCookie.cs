using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Http;

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
