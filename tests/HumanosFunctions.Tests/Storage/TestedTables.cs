using Azure.Data.Tables;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Storage;

/// <summary>The tables of Azurite, with the app's own client; broken, Azurite is not there.</summary>
internal sealed class TestedTables(Azurite azurite) : TestedStore
{
    public override IStateStore Open(TimeProvider? time = null) => new TablesStateStore(Client(), time ?? TimeProvider.System);

    public override Task BreakAsync() => azurite.StopAsync();

    /// <summary>It comes back empty: the store has to make its tables again.</summary>
    public override Task MendAsync() => azurite.StartAsync();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private TableServiceClient Client() => StorageConnection.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build(),
        credential: null);
}
