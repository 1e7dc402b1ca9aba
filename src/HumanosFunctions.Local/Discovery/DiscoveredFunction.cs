using System.Reflection;
using HumanosFunctions.Local.Settings;

namespace HumanosFunctions.Local.Discovery;

/// <summary>A function as its triggers need it, wherever it runs.</summary>
internal abstract record DiscoveredFunction(string Name, FunctionTrigger Trigger)
{
    public HostConfigurationException Invalid(string reason) => HostConfigurationException.ForFunction(Name, reason);
}

/// <summary>A method that is a valid function: public, with one supported trigger and a supported return type.</summary>
internal sealed record FunctionMethod(string Name, FunctionTrigger Trigger, MethodInfo Method) : DiscoveredFunction(Name, Trigger)
{
    public Type DeclaringType => Method.DeclaringType!;
}
