using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Configuration;

/// <summary>What one registration makes of some settings.</summary>
internal static class ConfiguredServices
{
    /// <param name="settings">Keys and values in turn, as a theory's data can hold them.</param>
    /// <param name="register">The registration.</param>
    public static ServiceProvider Of(string[] settings, Func<IServiceCollection, IConfiguration, IServiceCollection> register)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
            .Build();
        var services = new ServiceCollection();
        services.AddOptions<HumanosOptions>().Bind(configuration.GetSection(HumanosOptions.Section));
        return register(services, configuration).BuildServiceProvider();
    }

    /// <summary>What the start is stopped with.</summary>
    public static string Refusal(this ServiceProvider services) =>
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<HumanosOptions>>().Value).Message;
}
