using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Settings;

/// <summary>What one registration makes of some settings.</summary>
internal static class ConfiguredServices
{
    /// <param name="settings">Keys and values in turn, as a theory's data can hold them; of one key the last value counts.</param>
    /// <param name="register">The registration.</param>
    public static ServiceProvider Of(string[] settings, Func<IServiceCollection, IConfiguration, IServiceCollection> register)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])).Reverse().DistinctBy(pair => pair.Key))
            .Build();
        var services = new ServiceCollection();
        return register(services, configuration).BuildServiceProvider();
    }

    /// <summary>What a host does first.</summary>
    public static void Start(this ServiceProvider services) => services.GetRequiredService<IStartupValidator>().Validate();

    /// <summary>What the start is stopped with.</summary>
    public static string Refusal(this ServiceProvider services) =>
        string.Join('\n', AppSettings.MistakesIn(Assert.ThrowsAny<Exception>(services.Start))!);
}
