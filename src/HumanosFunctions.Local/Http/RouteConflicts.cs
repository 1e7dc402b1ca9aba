using HumanosFunctions.Local.Discovery;

namespace HumanosFunctions.Local.Http;

/// <summary>Refuses two functions that would answer the same request; which of them won would be chance.</summary>
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
                    throw function.Invalid($"another function answers the same verb on its route '{trigger.Route}'.");
                }

                verbs.UnionWith(all ? ["*"] : trigger.Methods);
            }
        }
    }
}
