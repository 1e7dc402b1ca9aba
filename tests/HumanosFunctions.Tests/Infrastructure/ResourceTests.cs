using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Infrastructure.Schemas;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>Every resource of the templates fits Azure's schema of its type and version.</summary>
public sealed class ResourceTests(AzureSchemas azure) : IClassFixture<AzureSchemas>
{
    // The package lists these types and then fails to load them: only their pinned versions can be looked at.
    private static readonly string[] WithoutSchema =
    [
        "Microsoft.Insights/diagnosticSettings@2021-05-01-preview",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01",
        "Microsoft.Network/privateDnsZones@2024-06-01",
    ];

    private static readonly BicepResource[] All = [.. BicepFile.All.SelectMany(file => file.Resources)];

    [Fact]
    public void The_reader_sees_every_resource_of_the_templates()
    {
        int declared = BicepFile.All.Sum(file => file.Source.Split('\n').Count(line => line.StartsWith("resource ", StringComparison.Ordinal)));

        Assert.Equal(declared, All.Length);
        Assert.All(All, resource => Assert.IsType<BicepValue.Members>(resource.Body));
        Assert.DoesNotContain(All.SelectMany(resource => Expressions(resource.Body)), source => source[0] is '{' or '[');
    }

    [NodeFact]
    public void Every_resource_has_the_properties_that_Azure_knows()
    {
        string[] faults = [.. All.Where(resource => azure.Schemas.ContainsKey(resource.Type)).SelectMany(Faults)];

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [NodeFact]
    public void Types_without_a_schema_are_known_by_name() =>
        Assert.Equal(WithoutSchema, All
            .Where(resource => !azure.Schemas.ContainsKey(resource.Type))
            .Select(resource => $"{resource.Type}@{resource.Version}").Distinct().Order(StringComparer.Ordinal));

    [NodeFact]
    public void A_misspelt_property_is_found() => Finds("enableRbacAuthorisation is unknown", "enableRbacAuthorization", "enableRbacAuthorisation");

    [NodeFact]
    public void A_value_outside_of_the_list_is_found() => Finds("sku.name does not fit standard | premium", "'standard'", "'Standart'");

    [NodeFact]
    public void A_missing_property_is_found() => Finds("tenantId is missing", "    tenantId: tenant().tenantId\n", string.Empty);

    [NodeFact]
    public void A_value_of_another_type_is_found() => Finds("enableRbacAuthorization does not fit bool", "enableRbacAuthorization: true", "enableRbacAuthorization: 'true'");

    [NodeFact]
    public void A_property_that_only_Azure_sets_is_found() => Finds("hsmPoolResourceId cannot be written", "    sku: {", "    hsmPoolResourceId: 'x'\n    sku: {");

    [NodeFact]
    public void A_fault_in_one_branch_of_a_choice_is_found() => Finds("enablePurgeProtection does not fit bool", "true : null", "'true' : null");

    [NodeFact]
    public void Another_version_than_the_schema_is_found() => Finds("version 2019-09-01", "vaults@2024-11-01", "vaults@2019-09-01");

    private static IEnumerable<string> Expressions(BicepValue value) => value switch
    {
        BicepValue.Expression expression => [expression.Source],
        BicepValue.Members members => members.Values.Values.SelectMany(Expressions),
        BicepValue.Items items => items.Values.SelectMany(Expressions),
        BicepValue.Choice choice => Expressions(choice.First).Concat(Expressions(choice.Second)),
        _ => [],
    };

    private void Finds(string fault, string sound, string faulty)
    {
        BicepFile vault = BicepFile.Of("modules", "keyvault.bicep");
        Assert.Contains(sound, vault.Source, StringComparison.Ordinal);
        BicepFile broken = vault with { Source = vault.Source.Replace(sound, faulty, StringComparison.Ordinal) };

        Assert.Contains(fault, Assert.Single(Faults(broken.Resources.First())), StringComparison.Ordinal);
    }

    private IEnumerable<string> Faults(BicepResource resource) => new SchemaCheck(azure.Schemas[resource.Type]).Faults(resource);
}
