using Azure;
using Azure.Identity;
using HumanosFunctions.Bodies;
using HumanosFunctions.Configuration;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Quarantine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Runs a command with the app's own services, as many of them as it needs; a failure that a person can mend gets a sentence.</summary>
internal sealed class QuarantineRun(QuarantinePlace place)
{
    /// <summary>For what needs the containers and nothing else.</summary>
    public Task<int> OnBodiesAsync(Func<IBodyStore, Task<int>> run) => ExplainAsync(forReplay: false, async configuration =>
    {
        var services = new ServiceCollection();
        services.AddOptions<HumanosOptions>().Bind(configuration.GetSection(HumanosOptions.Section));
        await using ServiceProvider provider = services.AddBodies(configuration).BuildServiceProvider();
        return await run(provider.GetRequiredService<IBodyStore>());
    });

    /// <summary>For what needs secrets and Service Bus as well.</summary>
    public Task<int> WithSecretsAsync(Func<IServiceProvider, Task<int>> run) => ExplainAsync(forReplay: true, async configuration =>
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Azure", LogLevel.None).AddSimpleConsole(console => console.SingleLine = true))
            .AddHumanosFunctions(configuration)
            .AddSingleton<QuarantineReplay>()
            .AddSingleton<ReplaySecrets>()
            .BuildServiceProvider();
        return await run(provider);
    });

    private async Task<int> ExplainAsync(bool forReplay, Func<IConfiguration, Task<int>> run)
    {
        if (place.Missing(forReplay) is { } option)
        {
            await Console.Error.WriteLineAsync($"{option} is missing: it belongs to the other options for Azure.");
            return 1;
        }

        try
        {
            return await run(place.Configure());
        }
        catch (Exception problem) when (Explanation(problem) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }

    private static string? Explanation(Exception problem) => problem switch
    {
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        RequestFailedException refused => $"Azure answered {refused.Status} {refused.ErrorCode}.",
        AuthenticationFailedException => "No identity could sign in: see DefaultAzureCredential, for example 'az login'.",
        HostConfigurationException or InvalidDataException or FormatException or IOException or UnauthorizedAccessException => problem.Message,
        OperationCanceledException => "Stopped.",
        _ => null,
    };
}
