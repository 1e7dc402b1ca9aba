using System.Text.RegularExpressions;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>Azure's built-in roles have fixed ids; <c>az role definition list --name "Key Vault Secrets User"</c> shows one.</summary>
public sealed partial class RoleTests
{
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["serviceBusDataOwner"] = "090c5cfd-751d-490a-894a-3ce6f1109419",
        ["serviceBusDataReceiver"] = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        ["storageBlobDataReader"] = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    };

    [Fact]
    public void The_roles_have_the_ids_of_Azure() =>
        Assert.Equal(
            BuiltIn,
            BicepFile.Of("modules", "roles.bicep").Variable("roles").Values.ToDictionary(role => role.Key, role => ((BicepValue.Text)role.Value).Value));

    [Fact]
    public void No_other_template_spells_an_id() =>
        Assert.EndsWith("roles.bicep", Assert.Single(BicepFile.All, file => Id().IsMatch(file.Source)).Path, StringComparison.Ordinal);

    [Fact]
    public void Every_role_is_used_and_known() =>
        Assert.Equal(
            BuiltIn.Keys.Order(StringComparer.Ordinal),
            BicepFile.All.SelectMany(file => Use().Matches(file.Source)).Select(use => use.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void An_assignment_names_the_role_that_it_gives() =>
        Assert.All(
            BicepFile.All.SelectMany(file => file.Resources).Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments"),
            assignment =>
            {
                var body = (BicepValue.Members)assignment.Body;
                var properties = (BicepValue.Members)body.Values["properties"];
                Assert.Equal(RoleOf(properties.Values["roleDefinitionId"]), RoleOf(body.Values["name"]));
            });

    private static string RoleOf(BicepValue value) => Use().Match(((BicepValue.Expression)value).Source).Groups[1].Value;

    [GeneratedRegex(@"\broles\.(?!bicep)(\w+)")]
    private static partial Regex Use();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
