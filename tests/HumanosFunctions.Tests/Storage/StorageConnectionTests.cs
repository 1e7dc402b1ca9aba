using Azure.Core;
using Azure.Data.Tables;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Storage;

public sealed class StorageConnectionTests
{
    [Theory]
    [InlineData("", "UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData(":accountName", "humanos", "https://humanos.table.core.windows.net/")]
    [InlineData(":tableServiceUri", "https://humanos.table.core.example", "https://humanos.table.core.example/")]
    public void Each_kind_of_setting_leads_to_its_account(string key, string value, string expected)
    {
        IConfiguration configuration = Configuration((key, value));

        TableServiceClient client = StorageConnection.Open(configuration, new RefusingCredential());

        Assert.True(StorageConnection.IsConfigured(configuration));
        Assert.Equal(expected.TrimEnd('/'), client.Uri.AbsoluteUri.TrimEnd('/'));
    }

    [Fact]
    public void The_address_of_the_service_goes_before_the_name_of_the_account() => Assert.Equal(
        "tables.example",
        StorageConnection.Open(Configuration((":accountName", "humanos"), (":tableServiceUri", "https://tables.example")), credential: null).Uri.Host);

    [Theory]
    [InlineData("", "")]
    [InlineData(":accountName", "")]
    [InlineData(":tableServiceUri", "not an address")]
    [InlineData(":credential", "managedidentity")]
    public void What_leads_to_no_account_is_refused_by_name(string key, string value)
    {
        IConfiguration configuration = Configuration((key, value));

        Assert.False(StorageConnection.IsConfigured(configuration));
        Assert.Contains(
            "AzureWebJobsStorage",
            Assert.Throws<InvalidOperationException>(() => StorageConnection.Open(configuration, credential: null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_given_credential_is_the_one_that_is_asked()
    {
        TableServiceClient client = StorageConnection.Open(Configuration((":accountName", "humanos"), (":credential", "managedidentity")), new RefusingCredential());

        await Assert.ThrowsAsync<RefusingCredential.AskedException>(() => new TablesStateStore(client, TimeProvider.System).ProbeAsync(CancellationToken.None));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"AzureWebJobsStorage{setting.Key}", (string?)setting.Value)))
        .Build();

    private sealed class RefusingCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AskedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AskedException();

        internal sealed class AskedException : Exception;
    }
}
