using HumanosFunctions.Local.Discovery;
using Microsoft.Azure.Functions.Worker;
using System.Collections.Immutable;

namespace HumanosFunctions.Local.InProcess;

internal sealed class LocalFunctionDefinition(FunctionMethod function) : FunctionDefinition
{
    public override string Name { get; } = function.Name;

    // Names are unique in an app and, unlike a hash, readable in a log.
    public override string Id => Name;

    public override string EntryPoint { get; } = $"{function.DeclaringType.FullName}.{function.Method.Name}";

    public override string PathToAssembly { get; } = function.DeclaringType.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        Single(function.Trigger.Parameter, function.Trigger.BindingType, BindingDirection.In);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        function.Trigger is HttpFunctionTrigger
            ? Single("$return", "http", BindingDirection.Out)
            : ImmutableDictionary<string, BindingMetadata>.Empty;

    private static ImmutableDictionary<string, BindingMetadata> Single(string name, string type, BindingDirection direction) =>
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(name, new LocalBindingMetadata(name, type, direction));
}

internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
