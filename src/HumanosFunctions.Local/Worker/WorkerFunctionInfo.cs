using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Worker.Protocol;

namespace HumanosFunctions.Local.Worker;

/// <summary>A function as the worker describes it, with the bindings from the build's metadata.</summary>
/// <param name="IsDeferred">The worker gets the whole message, not only its body.</param>
internal sealed record WorkerFunctionInfo(string Name, FunctionTrigger Trigger, bool IsDeferred) : DiscoveredFunction(Name, Trigger)
{
    public static WorkerFunctionInfo Read(RpcFunctionMetadata metadata)
    {
        try
        {
            Dictionary<string, JsonElement>[] triggers = [.. metadata.RawBindings.Select(Members).Where(IsTrigger)];
            return triggers is [var trigger]
                ? new WorkerFunctionInfo(metadata.Name, ReadTrigger(metadata.Name, trigger), IsDeferredIn(trigger))
                : throw HostConfigurationException.ForFunction(metadata.Name, triggers.Length == 0 ? "it has no trigger." : "it has more than one trigger.");
        }
        catch (Exception unusable) when (unusable is JsonException or InvalidOperationException)
        {
            throw HostConfigurationException.ForFunction(metadata.Name, "the worker's description of its bindings is not valid.");
        }
    }

    private static FunctionTrigger ReadTrigger(string function, Dictionary<string, JsonElement> binding) => Text(binding, "type") switch
    {
        { } type when Is(type, HttpFunctionTrigger.Type) => HttpFunctionTrigger.Of(
            function, Text(binding, "name")!, Text(binding, "route"), [.. Texts(binding, "methods")]),
        { } type when Is(type, ServiceBusFunctionTrigger.Type) => ReadServiceBus(function, binding),
        var other => throw HostConfigurationException.ForFunction(function, $"the trigger {other} is not supported here."),
    };

    private static ServiceBusFunctionTrigger ReadServiceBus(string function, Dictionary<string, JsonElement> binding)
    {
        if (Is(Text(binding, "cardinality"), "Many") || Flag(binding, "isSessionsEnabled") == true)
        {
            throw HostConfigurationException.ForFunction(function, "batches and sessions are not supported here.");
        }

        return new ServiceBusFunctionTrigger(
            Text(binding, "name")!,
            Text(binding, "queueName") ?? Text(binding, "topicName")
                ?? throw HostConfigurationException.ForFunction(function, "its trigger names neither a queue nor a topic."),
            Text(binding, "subscriptionName"),
            Text(binding, "connection") ?? ServiceBusFunctionTrigger.DefaultConnection,
            Flag(binding, "autoCompleteMessages"));
    }

    private static bool IsTrigger(Dictionary<string, JsonElement> binding) =>
        Text(binding, "type")?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsDeferredIn(Dictionary<string, JsonElement> binding) =>
        binding.TryGetValue("properties", out JsonElement properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.EnumerateObject().Any(property => Is(property.Name, "supportsDeferredBinding") && Is(property.Value.ToString(), "true"));

    private static Dictionary<string, JsonElement> Members(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [], StringComparer.OrdinalIgnoreCase);

    private static string? Text(Dictionary<string, JsonElement> binding, string name) =>
        binding.TryGetValue(name, out JsonElement value) ? value.GetString() : null;

    private static bool? Flag(Dictionary<string, JsonElement> binding, string name) =>
        binding.TryGetValue(name, out JsonElement value) ? value.ValueKind == JsonValueKind.True || Is(value.ToString(), "true") : null;

    private static IEnumerable<string> Texts(Dictionary<string, JsonElement> binding, string name) =>
        binding.TryGetValue(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array
            ? values.EnumerateArray().Select(value => value.GetString()!)
            : [];

    private static bool Is(string? text, string wanted) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whether a restarted worker has the functions for which the host has routes and listeners.</summary>
internal sealed class WorkerFunctionComparer : IEqualityComparer<WorkerFunctionInfo>
{
    public static WorkerFunctionComparer Instance { get; } = new();

    public bool Equals(WorkerFunctionInfo? one, WorkerFunctionInfo? other) =>
        one?.Name == other?.Name && one?.IsDeferred == other?.IsDeferred && (one?.Trigger, other?.Trigger) switch
        {
            (HttpFunctionTrigger first, HttpFunctionTrigger second) =>
                first.Route == second.Route && first.Parameter == second.Parameter && first.Methods.SequenceEqual(second.Methods),
            var (first, second) => Equals(first, second),
        };

    public int GetHashCode([DisallowNull] WorkerFunctionInfo function) => function.Name.GetHashCode(StringComparison.Ordinal);
}
