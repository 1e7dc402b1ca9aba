using EndToEnd.Deliveries;
using EndToEnd.Serving;
using HumanosFunctions.Secrets;
using Testing.Vault;

namespace EndToEnd.Vaults;

/// <summary>The program itself on its way to a vault: managed identity, TLS, the vault's challenge, all its own code.</summary>
public sealed class ManagedIdentityTests
{
    [LinuxFact]
    public async Task The_program_takes_its_secrets_from_the_vault_and_follows_a_rotation_while_it_runs()
    {
        await using VaultSurroundings surroundings = await VaultSurroundings.StartAsync();
        LoopbackVault vault = surroundings.Vault;
        vault.PutSecrets(DateTimeOffset.UtcNow.AddDays(-30));
        var environment = new Dictionary<string, string?>(surroundings.Environment) { ["Humanos__SecretRefresh"] = "00:00:01" };
        var ingestor = new ServedIngestor([], environment);
        await ingestor.InitializeAsync();
        try
        {
            using var renewed = new Sender(signatureSecret: "another signature secret");
            Assert.Equal(200, await StatusAsync(ingestor, ingestor.Sender));

            vault.Secrets.Put(VaultReader.SignatureSecretName, new VaultVersion("new", "another signature secret", DateTimeOffset.UtcNow));
            await Eventually.IsTrueAsync(async () => await StatusAsync(ingestor, renewed) == 200, "the new secret is accepted");
            Assert.Equal(200, await StatusAsync(ingestor, ingestor.Sender));

            vault.Secrets.Change(VaultReader.SignatureSecretName, "old", version => version with { Enabled = false, Updated = DateTimeOffset.UtcNow });
            await Eventually.IsTrueAsync(async () => await StatusAsync(ingestor, ingestor.Sender) == 401, "the disabled secret is refused");
            Assert.Equal(200, await StatusAsync(ingestor, renewed));
            Assert.True(surroundings.Identity.Tokens > 0);
        }
        finally
        {
            await ingestor.DisposeAsync();
        }
    }

    private static async Task<int> StatusAsync(ServedIngestor ingestor, Sender sender)
    {
        SealedDelivery delivery = sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
        using HttpResponseMessage response = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
        return (int)response.StatusCode;
    }
}
