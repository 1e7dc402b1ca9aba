using System.Reflection;
using HumanosFunctions.Local.Settings;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Discovery;

/// <summary>Finds an assembly's functions, and refuses what the worker would silently leave out.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionMethod> Find(Assembly assembly)
    {
        FunctionMethod[] functions = [.. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>(inherit: false)))
            .Where(candidate => candidate.Attribute is not null)
            .Select(candidate => Read(candidate.Attribute!.Name, candidate.Method))
            .OrderBy(function => function.Name, StringComparer.Ordinal)];
        RefuseDuplicates(functions);
        return functions;
    }

    private static FunctionMethod Read(string name, MethodInfo method)
    {
        FunctionSignature.Check(name, method);
        FunctionTrigger trigger = TriggerReader.Read(name, method);
        FunctionSignature.CheckResult(name, method, trigger);
        return new FunctionMethod(name, trigger, method);
    }

    private static void RefuseDuplicates(FunctionMethod[] functions)
    {
        foreach (var namesakes in functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (namesakes.Count() > 1)
            {
                string methods = string.Join(", ", namesakes.Select(one => $"{one.DeclaringType.Name}.{one.Method.Name}"));
                throw HostConfigurationException.ForFunction(namesakes.Key, $"the name must be unique, but these share it: {methods}.");
            }
        }
    }
}
