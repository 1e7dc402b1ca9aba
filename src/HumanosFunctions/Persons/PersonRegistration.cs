using HumanosFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Persons;

/// <summary>Registers the index of persons.</summary>
internal static class PersonRegistration
{
    public static IServiceCollection AddPersonIndex(this IServiceCollection services) => services
        .AddSingleton<PersonIndexKey>()
        .AddSingleton<PersonIndex>();

    /// <summary>Adds the warning of an app that has no key. Commands do not need it.</summary>
    public static IServiceCollection AddPersonIndexCheck(this IServiceCollection services) => services.AddHostedService<PersonIndexCheck>();
}

/// <summary>Logs a warning at startup if the index has no key. It does not delay the start, because the vault can be slow.</summary>
internal sealed partial class PersonIndexCheck(PersonIndexKey key, ILogger<PersonIndexCheck> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await key.GetAsync(stoppingToken) is null)
            {
                Log.NoKey(logger);
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Processing events tries again, and the health check reports the vault.
            Log.NotRead(logger, FailureReport.CauseOf(failure));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(44, LogLevel.Warning, "There is no key for the index of persons (humanos-person-index-key), so requests are not found by person. docs/privacy.md describes it")]
        public static partial void NoKey(ILogger logger);

        [LoggerMessage(45, LogLevel.Warning, "The key for the index of persons could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
