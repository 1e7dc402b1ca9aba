using System.Reflection;
using HumanosFunctions.Local.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace HumanosFunctions.Local.Discovery;

/// <summary>Finds an assembly's functions, and rejects those that the worker would ignore without a message.</summary>
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

/// <summary>Reads the trigger attribute of a method's parameters.</summary>
internal static class TriggerReader
{
    public static FunctionTrigger Read(string function, MethodInfo method)
    {
        (ParameterInfo Parameter, TriggerBindingAttribute Attribute)[] triggers = [.. method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>().Select(found => (parameter, found)))];
        return triggers switch
        {
            [] => throw Invalid(function, "it has no trigger."),
            [(ParameterInfo parameter, HttpTriggerAttribute http)] => ReadHttp(function, parameter, http),
            [(ParameterInfo parameter, ServiceBusTriggerAttribute bus)] => ReadServiceBus(function, parameter, bus),
            [(_, TriggerBindingAttribute other)] => throw Invalid(function, $"the trigger {other.GetType().Name} is not supported here."),
            _ => throw Invalid(function, "it has more than one trigger."),
        };
    }

    private static HttpFunctionTrigger ReadHttp(string function, ParameterInfo parameter, HttpTriggerAttribute http) =>
        HttpFunctionTrigger.Of(function, parameter.Name!, http.Route, http.Methods ?? []);

    private static ServiceBusFunctionTrigger ReadServiceBus(string function, ParameterInfo parameter, ServiceBusTriggerAttribute bus)
    {
        if (bus.IsBatched || bus.IsSessionsEnabled)
        {
            throw Invalid(function, $"{(bus.IsBatched ? nameof(bus.IsBatched) : nameof(bus.IsSessionsEnabled))} is not supported here.");
        }

        return new ServiceBusFunctionTrigger(
            parameter.Name!,
            bus.QueueName ?? bus.TopicName ?? throw Invalid(function, "its trigger names neither a queue nor a topic."),
            bus.SubscriptionName,
            bus.Connection ?? ServiceBusFunctionTrigger.DefaultConnection,
            ExplicitAutoComplete(parameter));
    }

    // The property is false by default. Only the attribute's arguments show whether it is set.
    private static bool? ExplicitAutoComplete(ParameterInfo parameter) => (bool?)parameter
        .GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType == typeof(ServiceBusTriggerAttribute))
        .SelectMany(attribute => attribute.NamedArguments)
        .FirstOrDefault(argument => argument.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
        .TypedValue.Value;

    private static HostConfigurationException Invalid(string function, string reason) =>
        HostConfigurationException.ForFunction(function, reason);
}
