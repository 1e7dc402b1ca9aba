using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HumanosFunctions.Local.Discovery;

/// <param name="Route">The route below the prefix.</param>
/// <param name="Methods">The verbs it answers; empty for all.</param>
internal sealed record HttpFunctionTrigger(string Parameter, string Route, IReadOnlyList<string> Methods)
    : FunctionTrigger(Parameter)
{
    public const string Type = "httpTrigger";

    public override string BindingType => Type;

    public bool HasRouteParameter(string name) => RoutePatternFactory.Parse(Route).GetParameter(name) is not null;

    /// <param name="route">As declared; a function without one answers under its name.</param>
    public static HttpFunctionTrigger Of(string function, string parameter, string? route, IReadOnlyList<string> methods)
    {
        string below = (route ?? function).TrimStart('/');
        try
        {
            RoutePatternFactory.Parse(below);
        }
        catch (RoutePatternException exception)
        {
            throw HostConfigurationException.ForFunction(function, $"its route is not valid: {exception.Message}");
        }

        return new HttpFunctionTrigger(parameter, below, methods);
    }
}
