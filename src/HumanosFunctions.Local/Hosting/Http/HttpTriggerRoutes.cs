using HumanosFunctions.Local.Hosting.Discovery;
using HumanosFunctions.Local.Hosting.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>Maps every HTTP function to its route below the prefix.</summary>
internal static class HttpTriggerRoutes
{
    public static void MapHttpTriggers(
        this IEndpointRouteBuilder routes,
        IReadOnlyList<DiscoveredFunction> functions,
        string prefix,
        ILoggerFactory loggers)
    {
        RouteConflicts.Refuse(functions);
        foreach (DiscoveredFunction function in functions)
        {
            if (function.Trigger is HttpFunctionTrigger trigger)
            {
                ILogger logger = loggers.CreateLogger($"Function.{function.Name}");
                var endpoint = new HttpTriggerEndpoint(new FunctionInvoker(function), logger);
                routes.Map(Pattern(prefix, trigger), endpoint.HandleAsync).WithDisplayName(function.Name);
            }
        }
    }

    // The Functions host matches the verb as a constraint of the route: a wrong one is 404 there, not 405.
    private static RoutePattern Pattern(string prefix, HttpFunctionTrigger trigger) => RoutePatternFactory.Parse(
        prefix.Length == 0 ? trigger.Route : $"{prefix}/{trigger.Route}",
        defaults: null,
        parameterPolicies: trigger.Methods.Count == 0
            ? null
            : new RouteValueDictionary { ["$method"] = new HttpMethodRouteConstraint([.. trigger.Methods]) });
}
