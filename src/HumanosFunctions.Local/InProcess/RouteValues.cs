using System.Globalization;
using HumanosFunctions.Local.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Route values in the types that functions ask for; one that does not parse fails the invocation, as the worker's does.</summary>
internal static class RouteValues
{
    public static T Read<T>(HttpFunctionContext context, string name, T fallback)
        where T : IParsable<T> =>
        Text(context, name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public static T? ReadNullable<T>(HttpFunctionContext context, string name, T? fallback)
        where T : struct, IParsable<T> =>
        Text(context, name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static string? Text(HttpFunctionContext context, string name) =>
        context.HttpContext.Request.RouteValues.TryGetValue(name, out object? value) && value is string text
            ? RawPath.Decode(context.HttpContext.Request, text)
            : null;
}
