using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Infrastructure.Schemas;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>Every resource of the templates fits Azure's schema of its type and version.</summary>
public sealed class ResourceTests(AzureSchemas azure) : IClassFixture<AzureSchemas>
{
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
        string[] faults = [.. All.SelectMany(Faults)];

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [NodeFact]
    public void Every_type_has_a_schema() =>
        Assert.All(All, resource => Assert.Contains(resource.Type, azure.Schemas));

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

    [NodeTheory]
    [InlineData("metric-alert.bicep", "evaluationFreqency is unknown", "autoMitigate:", "evaluationFreqency:")]
    [InlineData("metric-alert.bicep", "operator does not fit Equals", "'GreaterThan'", "'MoreThan'")]
    [InlineData("metric-alert.bicep", "lastUpdatedTime cannot be written", "autoMitigate: true", "lastUpdatedTime: 'x'")]
    [InlineData("metric-alert.bicep", "scopes is missing", "    scopes: [namespace.id]\n", "")]
    [InlineData("log-alert.bicep", "timeAggregation does not fit Count", "'Count'", "'Sum'")]
    [InlineData("log-alert.bicep", "skipQueryValidation does not fit bool", "Validation: true", "Validation: 1")]
    [InlineData("functionapp.bicep", "perInstanceConcurency is unknown", "perInstanceConcurrency:", "perInstanceConcurency:")]
    [InlineData("functionapp.bicep", "perInstanceConcurrency does not fit int", "perInstanceConcurrency: httpConcurrency", "perInstanceConcurrency: '64'")]
    [InlineData("private-endpoints.bicep", "registration is unknown", "registrationEnabled:", "registration:")]
    [InlineData("keyvault.bicep", "category does not fit string", "'AuditEvent'", "5")]
    public void A_fault_in_a_type_of_the_declarations_is_found(string file, string fault, string sound, string faulty)
    {
        BicepFile template = BicepFile.Of("modules", file);
        Assert.Contains(sound, template.Source, StringComparison.Ordinal);
        BicepFile broken = template with { Source = template.Source.Replace(sound, faulty, StringComparison.Ordinal) };

        Assert.Contains(fault, Assert.Single(broken.Resources.SelectMany(Faults)), StringComparison.Ordinal);
    }

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
