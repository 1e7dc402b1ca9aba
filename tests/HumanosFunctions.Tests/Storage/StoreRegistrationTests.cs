using HumanosFunctions.Configuration;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
        await using ServiceProvider services = Services(settings);

        Assert.IsType(expected, services.GetRequiredService<IStateStore>());
    }

    [Theory]
    [InlineData("Humanos:Store", "tables")]
    [InlineData("WEBSITE_INSTANCE_ID", "1")]
    public async Task Tables_without_an_account_stop_the_start_with_a_message_that_names_the_setting(params string[] settings)
    {
        await using ServiceProvider services = Services(settings);

        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<HumanosOptions>>().Value);

        Assert.Contains("AzureWebJobsStorage", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
            .Build();
        var services = new ServiceCollection();
        services.AddOptions<HumanosOptions>().Bind(configuration.GetSection(HumanosOptions.Section));
        return services.AddStateStore(configuration).BuildServiceProvider();
    }
}
