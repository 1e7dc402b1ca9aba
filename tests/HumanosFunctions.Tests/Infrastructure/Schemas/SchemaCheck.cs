using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Schemas;

/// <summary>Compares what a template writes with what Azure would accept, one sentence a fault.</summary>
internal sealed class SchemaCheck(ResourceSchema schema)
{
    // They speak to the compiler, not to Azure.
    private static readonly HashSet<string> OfTheLanguage = ["parent", "scope", "dependsOn"];

    public IEnumerable<string> Faults(BicepResource resource)
    {
        string place = $"{resource.File} {resource.Type}";
        IEnumerable<string> version = resource.Version == schema.Version
            ? []
            : [$"{place}: version {resource.Version}, but the schema is of {schema.Version}"];
        BicepValue.Members written = Written(resource);
        return resource.IsExisting ? version : version.Concat(Object(written, schema.Body(written), place));
    }

    private static BicepValue.Members Written(BicepResource resource) => new(((BicepValue.Members)resource.Body).Values
        .Where(member => !OfTheLanguage.Contains(member.Key))
        .ToDictionary());

    private IEnumerable<string> Object(BicepValue.Members value, ObjectSchema expected, string place)
    {
        foreach (string missing in expected.Members.Values.Where(member => member.IsRequired && !value.Values.ContainsKey(member.Name)).Select(member => member.Name))
        {
            yield return $"{place}: {missing} is missing";
        }

        foreach ((string name, BicepValue member) in value.Values)
        {
            foreach (string fault in Member(member, expected, name, $"{place}.{name}"))
            {
                yield return fault;
            }
        }
    }

    private IEnumerable<string> Member(BicepValue value, ObjectSchema expected, string name, string place)
    {
        if (expected.Members.TryGetValue(name, out MemberSchema? member))
        {
            return member.IsReadOnly ? [$"{place} cannot be written"] : Value(value, member.Type, place);
        }

        return expected.OtherMembers is { } type ? Value(value, type, place) : [$"{place} is unknown"];
    }

    private IEnumerable<string> Value(BicepValue value, string type, string place) => value switch
    {
        BicepValue.Expression or BicepValue.Nothing => [],
        BicepValue.Choice choice => Value(choice.First, type, place).Concat(Value(choice.Second, type, place)),
        _ when type == "any" => [],
        BicepValue.Members members when schema.Object(type) is { } expected => Object(members, expected, place),
        BicepValue.Items items when type.EndsWith("[]", StringComparison.Ordinal) => items.Values.SelectMany(item => Value(item, type[..^2], $"{place}[]")),
        BicepValue.Text text when type == "string" || Allowed(type).Contains(text.Value) => [],
        BicepValue.Number when type == "int" => [],
        BicepValue.Flag when type == "bool" => [],
        _ => [$"{place} does not fit {type}"],
    };

    // Azure takes other texts too where the list ends in "string"; a template that uses one is more likely misspelt.
    private static string[] Allowed(string type) => type.Split(" | ");
}
