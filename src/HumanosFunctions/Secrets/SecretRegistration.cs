using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>The one source of secrets that the settings choose.</summary>
public static class SecretRegistration
{
    public static IServiceCollection AddWebhookSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<EncryptionKeyCache>().AddHostedService<SecretSettingsCheck>();
        if (configuration[$"{HumanosOptions.Section}:{nameof(HumanosOptions.KeyVaultUri)}"] is not { Length: > 0 })
        {
            return services.AddSingleton<ISecretSource, SettingsSecrets>();
        }

        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton(provider => new SecretClient(
            provider.GetRequiredService<IOptions<HumanosOptions>>().Value.KeyVaultUri,
            provider.GetRequiredService<TokenCredential>(),
            new SecretClientOptions { RetryPolicy = new VaultRetryPolicy() }));
        return services.AddSingleton<VaultReader>().AddSingleton<VaultRefresh>().AddSingleton<VaultCache>().AddSingleton<ISecretSource, KeyVaultSecrets>();
    }
}
