using System.Reflection;

namespace HumanosFunctions.Local.Hosting.Discovery;

/// <summary>A method that is a valid function: public, with one supported trigger and a supported return type.</summary>
internal sealed record DiscoveredFunction(string Name, MethodInfo Method, FunctionTrigger Trigger)
{
    public Type DeclaringType => Method.DeclaringType!;

    public HostConfigurationException Invalid(string reason) => HostConfigurationException.ForFunction(Name, reason);
}
