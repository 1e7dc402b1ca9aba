using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HumanosFunctions.Connections;
using HumanosFunctions.Payloads;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Connections;

public sealed class StorageConnectionTests
{
    [Theory]
    [InlineData("", "UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData(":accountName", "humanos", "https://humanos.table.core.windows.net/")]
    [InlineData(":tableServiceUri", "https://humanos.table.core.example", "https://humanos.table.core.example/")]
    public void Each_kind_of_setting_leads_to_its_account(string key, string value, string expected)
    {
        IConfiguration configuration = Configuration((key, value));

        TableServiceClient client = StorageConnection.OpenTables(configuration, new RefusingCredential());

        Assert.Null(StorageConnection.Problem(configuration, StorageService.Table));
        Assert.Equal(expected.TrimEnd('/'), client.Uri.AbsoluteUri.TrimEnd('/'));
    }

    [Theory]
    [InlineData("", "UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData(":accountName", "humanos", "https://humanos.blob.core.windows.net/")]
    [InlineData(":blobServiceUri", "https://humanos.blob.core.example", "https://humanos.blob.core.example/")]
    public void Each_kind_of_setting_leads_to_its_blobs(string key, string value, string expected)
    {
        IConfiguration configuration = Configuration((key, value));

        BlobServiceClient client = StorageConnection.OpenBlobs(configuration, new RefusingCredential());

        Assert.Null(StorageConnection.Problem(configuration, StorageService.Blob));
        Assert.Equal(expected.TrimEnd('/'), client.Uri.AbsoluteUri.TrimEnd('/'));
    }

    [Fact]
    public void The_address_of_one_service_is_not_that_of_the_other()
    {
        IConfiguration configuration = Configuration((":tableServiceUri", "https://tables.example"));

        Assert.NotNull(StorageConnection.Problem(configuration, StorageService.Blob));
        Assert.Contains(
            "AzureWebJobsStorage:blobServiceUri",
            Assert.Throws<InvalidOperationException>(() => StorageConnection.OpenBlobs(configuration, credential: null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_the_service_goes_before_the_name_of_the_account() => Assert.Equal(
        "tables.example",
        StorageConnection.OpenTables(Configuration((":accountName", "humanos"), (":tableServiceUri", "https://tables.example")), credential: null).Uri.Host);

    [Theory]
    [InlineData("", "")]
    [InlineData(":accountName", "")]
    [InlineData(":tableServiceUri", "not an address")]
    [InlineData(":credential", "managedidentity")]
    public void What_leads_to_no_account_is_refused_by_name(string key, string value)
    {
        IConfiguration configuration = Configuration((key, value));

        Assert.NotNull(StorageConnection.Problem(configuration, StorageService.Table));
        Assert.Contains(
            "AzureWebJobsStorage",
            Assert.Throws<InvalidOperationException>(() => StorageConnection.OpenTables(configuration, credential: null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_given_credential_is_the_one_that_is_asked()
    {
        IConfiguration configuration = Configuration((":accountName", "humanos"), (":credential", "managedidentity"));
        TableServiceClient client = StorageConnection.OpenTables(configuration, new RefusingCredential());
        BlobServiceClient blobs = StorageConnection.OpenBlobs(configuration, new RefusingCredential());

        await Assert.ThrowsAsync<RefusingCredential.AskedException>(() => new TablesStateStore(client, TimeProvider.System).ProbeAsync(CancellationToken.None));
        await Assert.ThrowsAsync<RefusingCredential.AskedException>(() => new BlobPayloadStore(blobs).ProbeAsync(CancellationToken.None));
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
