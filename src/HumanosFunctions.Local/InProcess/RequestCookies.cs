using HumanosFunctions.Local.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>The pairs of a Cookie header, values as they were sent.</summary>
internal static class RequestCookies
{
    public static IReadOnlyCollection<IHttpCookie> Read(string? header) => header is null
        ? []
        : [.. header
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', count: 2))
            .Select(pair => new LocalHttpCookie { Name = pair[0], Value = pair is [_, string value] ? value : "" })];
}
