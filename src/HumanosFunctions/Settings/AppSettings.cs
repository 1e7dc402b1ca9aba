using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Settings;

/// <summary>The section <c>Humanos</c> of the app settings. Each feature binds its own options class from it; README.md lists every key.</summary>
public static class AppSettings
{
    public const string Section = "Humanos";

    /// <summary>Binds a feature's options. The host validates them when it starts, together with those of all other features.</summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, IConfiguration configuration)
        where TOptions : class => services
        .AddOptions<TOptions>()
        .Configure(options => SettingReader.Apply(configuration.GetSection(Section), options))
        .ValidateOnStart();

    /// <param name="failures">One sentence for each mistake.</param>
    public static ValidateOptionsResult ResultOf(IEnumerable<string> failures) =>
        failures.ToArray() is { Length: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;

    /// <summary>Returns the options without validation, for a check that spans two features. Each feature reports its own mistakes.</summary>
    public static TOptions Peek<TOptions>(IConfiguration configuration)
        where TOptions : class, new()
    {
        var options = new TOptions();
        _ = SettingReader.Read(configuration.GetSection(Section), options);
        return options;
    }

    /// <summary>Returns one sentence for each mistake in the settings, or null if the exception has another cause.</summary>
    public static IReadOnlyList<string>? MistakesIn(Exception problem) => problem switch
    {
        OptionsValidationException invalid => [.. invalid.Failures.Distinct()],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures).Distinct()],
        _ => null,
    };
}

/// <summary>Tells whether the app runs in Azure. There, instances and their disks are temporary, so lasting data belongs elsewhere.</summary>
internal static class HostingEnvironment
{
    // App Service sets these in every instance. A developer's machine has neither.
    private static readonly string[] SetInAzure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"];

    public static bool IsAzure(IConfiguration configuration) => SetInAzure.Any(name => configuration[name] is { Length: > 0 });
}
