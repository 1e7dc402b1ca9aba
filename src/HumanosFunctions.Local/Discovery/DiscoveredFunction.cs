using System.Reflection;
using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HumanosFunctions.Local.Discovery;

/// <summary>A function with its trigger, in this process or in a worker.</summary>
internal abstract record DiscoveredFunction(string Name, FunctionTrigger Trigger)
{
    public HostConfigurationException Invalid(string reason) => HostConfigurationException.ForFunction(Name, reason);
}

/// <summary>A method that is a valid function: public, with one supported trigger and a supported return type.</summary>
internal sealed record FunctionMethod(string Name, FunctionTrigger Trigger, MethodInfo Method) : DiscoveredFunction(Name, Trigger)
{
    public Type DeclaringType => Method.DeclaringType!;
}

/// <summary>What starts a function, from its attribute, with settings that are not resolved yet.</summary>
/// <param name="Parameter">The name of the parameter that receives the trigger's data.</param>
internal abstract record FunctionTrigger(string Parameter)
{
    /// <summary>The binding's type in function metadata.</summary>
    public abstract string BindingType { get; }
}

/// <param name="Route">The route after the prefix.</param>
/// <param name="Methods">The HTTP methods; empty for all.</param>
internal sealed record HttpFunctionTrigger(string Parameter, string Route, IReadOnlyList<string> Methods)
    : FunctionTrigger(Parameter)
{
    public const string Type = "httpTrigger";

    public override string BindingType => Type;

    public bool HasRouteParameter(string name) => RoutePatternFactory.Parse(Route).GetParameter(name) is not null;

    /// <param name="route">The declared route; null selects the function's name.</param>
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

/// <param name="Source">A queue, or a topic with a subscription.</param>
/// <param name="Subscription">Null for a queue.</param>
/// <param name="AutoComplete">Null if host.json decides.</param>
internal sealed record ServiceBusFunctionTrigger(
    string Parameter,
    string Source,
    string? Subscription,
    string Connection,
    bool? AutoComplete) : FunctionTrigger(Parameter)
{
    public const string Type = "serviceBusTrigger";
    public const string DefaultConnection = "AzureWebJobsServiceBus";

    public override string BindingType => Type;
}
