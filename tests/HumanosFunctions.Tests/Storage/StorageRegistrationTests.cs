using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using HumanosFunctions.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Storage;

public sealed class StorageRegistrationTests
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
        await using ServiceProvider services = ConfiguredServices.Of(settings, StorageRegistration.AddStateStore);

        Assert.IsType(expected, services.GetRequiredService<IStateStore>());
    }

    [Theory]
    [InlineData("Humanos:Store", "Humanos:Store", "memory")]
    [InlineData("Humanos:Store", "Humanos:Store", "")]
    [InlineData("Humanos:SqlitePath", "Humanos:SqlitePath", "")]
    public async Task What_cannot_work_stops_the_start_with_a_message_that_names_the_setting(string key, params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, StorageRegistration.AddStateStore);

        Assert.Contains(key, services.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Humanos:Store", "tables")]
    [InlineData("WEBSITE_INSTANCE_ID", "1")]
    public async Task Tables_without_an_account_stop_the_start_with_a_message_that_names_the_setting(params string[] settings)
    {
        await using ServiceProvider services = ConfiguredServices.Of(settings, StorageRegistration.AddStateStore);

        Assert.Contains("AzureWebJobsStorage", services.Refusal(), StringComparison.Ordinal);
    }
}
