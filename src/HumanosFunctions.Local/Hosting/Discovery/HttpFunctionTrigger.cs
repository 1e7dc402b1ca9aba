using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HumanosFunctions.Local.Hosting.Discovery;

/// <param name="Route">The route below the prefix.</param>
/// <param name="Methods">The verbs it answers; empty for all.</param>
internal sealed record HttpFunctionTrigger(ParameterInfo Parameter, string Route, IReadOnlyList<string> Methods)
    : FunctionTrigger(Parameter)
{
    public override string BindingType => "httpTrigger";

    public bool HasRouteParameter(string name) => RoutePatternFactory.Parse(Route).GetParameter(name) is not null;
}
