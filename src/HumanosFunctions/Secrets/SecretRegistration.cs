using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Registers the source of secrets that the settings choose: Key Vault or plain settings.</summary>
internal static class SecretRegistration
{
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SecretOptions>(configuration);
        services
            .AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>()
            .AddSingleton<EncryptionKeyCache>()
            .AddHostedService<SecretSettingsCheck>()
            .AddSingleton(provider => new OptionalSecrets(
                provider.GetRequiredService<IOptions<SecretOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<SecretClient>()));
        return configuration[$"{AppSettings.Section}:{nameof(SecretOptions.KeyVaultUri)}"] is { Length: > 0 }
            ? services.AddVault()
            : services.AddSingleton<ISecretSource, SettingsSecrets>();
    }

    private static IServiceCollection AddVault(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton(provider => new SecretClient(
            provider.GetRequiredService<IOptions<SecretOptions>>().Value.KeyVaultUri,
            provider.GetRequiredService<TokenCredential>(),
            new SecretClientOptions { RetryPolicy = new VaultRetryPolicy() }));
        return services.AddSingleton<VaultReader>().AddSingleton<VaultRefresh>().AddSingleton<VaultCache>().AddSingleton<ISecretSource, KeyVaultSecrets>();
    }
}
