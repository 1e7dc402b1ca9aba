using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Http;

/// <summary>Maps each HTTP function to its route after the prefix.</summary>
internal static class HttpTriggerRoutes
{
    public static void MapHttpTriggers(
        this IEndpointRouteBuilder routes,
        IFunctionRuntime runtime,
        string prefix,
        RequestBody body,
        IServiceProvider services)
    {
        RouteConflicts.Refuse(runtime.Functions);
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        foreach (DiscoveredFunction function in runtime.Functions)
        {
            if (function.Trigger is HttpFunctionTrigger trigger)
            {
                ILogger logger = loggers.CreateLogger($"Function.{function.Name}");
                var endpoint = new HttpTriggerEndpoint(runtime.Open(function, services), body, services.GetService<IHostObserver>(), logger);
                routes.Map(Pattern(prefix, trigger), endpoint.HandleAsync).WithDisplayName(function.Name);
            }
        }
    }

    // The Functions host matches the method as a route constraint: a wrong method is 404, not 405.
    private static RoutePattern Pattern(string prefix, HttpFunctionTrigger trigger) => RoutePatternFactory.Parse(
        prefix.Length == 0 ? trigger.Route : $"{prefix}/{trigger.Route}",
        defaults: null,
        parameterPolicies: trigger.Methods.Count == 0
            ? null
            : new RouteValueDictionary { ["$method"] = new HttpMethodRouteConstraint([.. trigger.Methods]) });
}

/// <summary>Rejects two functions for the same request. Which one would run is undefined.</summary>
internal static class RouteConflicts
{
    public static void Refuse(IEnumerable<DiscoveredFunction> functions)
    {
        var routes = functions
            .Where(function => function.Trigger is HttpFunctionTrigger)
            .Select(function => (Function: function, Trigger: (HttpFunctionTrigger)function.Trigger))
            .GroupBy(mapped => mapped.Trigger.Route, StringComparer.OrdinalIgnoreCase);
        foreach (var sharing in routes)
        {
            var verbs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (function, trigger) in sharing)
            {
                bool all = trigger.Methods.Count == 0;
                if ((all && verbs.Count > 0) || verbs.Contains("*") || trigger.Methods.Any(verbs.Contains))
                {
                    throw function.Invalid($"another function handles the same method on its route '{trigger.Route}'.");
                }

                verbs.UnionWith(all ? ["*"] : trigger.Methods);
            }
        }
    }
}
