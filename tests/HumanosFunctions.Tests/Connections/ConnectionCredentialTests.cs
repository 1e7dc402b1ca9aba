using Azure.Core;
using Azure.Identity;
using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Connections;

public sealed class ConnectionCredentialTests
{
    private const string ClientId = "2b1f0c8e-5d0e-4a43-9d6d-0c4f1f4c7d55";

    [Theory]
    [InlineData("managedidentity", null)]
    [InlineData("ManagedIdentity", "")]
    [InlineData("managedidentity", ClientId)]
    public void A_connection_that_asks_for_a_managed_identity_has_no_other(string credential, string? clientId) =>
        Assert.IsType<ManagedIdentityCredential>(Of(credential, clientId));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(null, ClientId)]
    [InlineData("workloadidentity", ClientId)]
    public void Any_other_takes_the_identity_that_is_there(string? credential, string? clientId) =>
        Assert.IsType<DefaultAzureCredential>(Of(credential, clientId));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_client_id_the_identity_is_that_of_the_resource(string? clientId) =>
        Assert.Equal($"{ManagedIdentityId.SystemAssigned}", $"{ConnectionCredential.IdentityOf(clientId)}");

    [Fact]
    public void A_client_id_names_a_user_assigned_identity() =>
        Assert.Equal($"{ManagedIdentityId.FromUserAssignedClientId(ClientId)}", $"{ConnectionCredential.IdentityOf(ClientId)}");

    private static TokenCredential Of(string? credential, string? clientId) => ConnectionCredential.Of(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Connection:credential", credential), new("Connection:clientId", clientId), new("clientId", "of nobody")])
        .Build()
        .GetSection("Connection"));
}
