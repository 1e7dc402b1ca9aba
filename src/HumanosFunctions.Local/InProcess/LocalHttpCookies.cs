using HumanosFunctions.Local.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>The cookies a function gives to its response.</summary>
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
