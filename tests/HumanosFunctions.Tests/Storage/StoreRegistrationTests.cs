using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using HumanosFunctions.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Storage;

public sealed class StoreRegistrationTests
{
    private const string Account = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData(typeof(SqliteStateStore))]
    [InlineData(typeof(SqliteStateStore), "AzureWebJobsStorage", Account)]
    [InlineData(typeof(SqliteStateStore), "WEBSITE_INSTANCE_ID", "1", "Humanos:Store", "sqlite")]
    [InlineData(typeof(TablesStateStore), "Humanos:Store", "tables", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(TablesStateStore), "WEBSITE_INSTANCE_ID", "1", "AzureWebJobsStorage", Account)]
    [InlineData(typeof(TablesStateStore), "WEBSITE_SITE_NAME", "app", "AzureWebJobsStorage:accountName", "humanos")]
    public async Task The_setting_chooses_the_store_and_the_place_chooses_the_default(Type expected, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, StoreRegistration.AddStateStore);

        Assert.IsType(expected, services.GetRequiredService<IStateStore>());
    }

    [Theory]
    [InlineData("Humanos:Store", "tables")]
    [InlineData("WEBSITE_INSTANCE_ID", "1")]
    public async Task Tables_without_an_account_stop_the_start_with_a_message_that_names_the_setting(params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, StoreRegistration.AddStateStore);

        Assert.Contains("AzureWebJobsStorage", services.Refusal(), StringComparison.Ordinal);
    }
}
