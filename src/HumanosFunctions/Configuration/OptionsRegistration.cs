using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>The options, as the settings give them.</summary>
public static class OptionsRegistration
{
    public static OptionsBuilder<HumanosOptions> AddHumanosOptions(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptions<HumanosOptions>()
        .Configure(options => SettingReader.Apply(configuration.GetSection(HumanosOptions.Section), options));
}
