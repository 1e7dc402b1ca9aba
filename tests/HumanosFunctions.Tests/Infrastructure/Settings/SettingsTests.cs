using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Infrastructure.Settings;

/// <summary>The options classes are the one truth about settings; template, sample and README agree with it.</summary>
public sealed class SettingsTests
{
    // The Flex Consumption plan refuses them: the plan itself says what they said.
    private static readonly string[] ForbiddenOnFlex =
    [
        "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION",
        "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
        "SCM_DO_BUILD_DURING_DEPLOYMENT", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET",
        "WEBSITE_CONTENTSHARE", "WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION",
        "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL",
    ];

    [Fact]
    public void The_template_sets_each_option_that_is_not_left_out_on_purpose() =>
        AssertSame(SettingNames.Options.Except(MeantDifferences.NotInTemplate.Keys), SettingNames.OfTheApp(SettingNames.Template.Keys));

    [Fact]
    public void The_sample_sets_each_option_that_is_not_left_out_on_purpose() =>
        AssertSame(SettingNames.Options.Except(MeantDifferences.NotInSample.Keys), SettingNames.OfTheApp(SettingNames.Sample));

    [Fact]
    public void The_readme_describes_each_option_once()
    {
        AssertSame(SettingNames.Readme.Distinct(), SettingNames.Readme);
        AssertSame(SettingNames.Options, SettingNames.Readme);
    }

    [Fact]
    public void What_is_left_out_on_purpose_exists() =>
        Assert.Empty(MeantDifferences.NotInTemplate.Keys.Concat(MeantDifferences.NotInSample.Keys).Except(SettingNames.Options));

    [Fact]
    public void The_other_settings_of_the_template_are_those_with_a_known_reader() =>
        AssertSame(MeantDifferences.OfThePlatform.Keys, SettingNames.OfOthers(SettingNames.Template.Keys));

    [Fact]
    public void The_template_sets_nothing_that_the_plan_forbids() =>
        Assert.Empty(SettingNames.Template.Keys.Intersect(ForbiddenOnFlex));

    [Fact]
    public void The_app_would_start_with_the_settings_of_the_template()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(SettingNames.Template.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)Example(setting.Key, setting.Value)))
            .Build();
        using ServiceProvider services = new ServiceCollection().AddHumanosFunctions(configuration).BuildServiceProvider();

        services.Start();
        Assert.Equal(StateStoreKind.Tables, StateStoreKind.Of(services.GetRequiredService<IOptions<StorageOptions>>().Value, configuration));
    }

    private static string Example(string name, BicepValue value) => value switch
    {
        BicepValue.Text text => text.Value,
        _ when name.EndsWith("Uri", StringComparison.Ordinal) => "https://example.invalid/",
        _ when name.EndsWith("Days", StringComparison.Ordinal) => "30",
        _ when name.EndsWith("Bytes", StringComparison.Ordinal) => "1048576",
        _ when name == "APPLICATIONINSIGHTS_CONNECTION_STRING" => "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://example.invalid/",
        _ => "example",
    };

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}
