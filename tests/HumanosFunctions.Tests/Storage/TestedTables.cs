using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using HumanosFunctions.Connections;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Storage;

/// <summary>The tables of Azurite, with the app's own client; broken, Azurite is not there.</summary>
internal sealed class TestedTables(Azurite azurite) : TestedStore
{
    public override IStateStore Open(TimeProvider? time = null) => new TablesStateStore(Client(), time ?? TimeProvider.System);

    /// <summary>An instance whose requests go through a policy, once an attempt.</summary>
    public IStateStore Open(HttpPipelinePolicy policy, TimeProvider? time = null)
    {
        var options = new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new TablesStateStore(new TableServiceClient(azurite.ConnectionString, options), time ?? TimeProvider.System);
    }

    public override Task BreakAsync() => azurite.StopAsync();

    /// <summary>It comes back empty: the store has to make its tables again.</summary>
    public override Task MendAsync() => azurite.StartAsync();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public TableServiceClient Client() => StorageConnection.OpenTables(
        new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build(),
        credential: null);
}
