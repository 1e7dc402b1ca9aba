# What is left to do by hand. azd passes the outputs of infra/main.bicep; secrets never go through here.
$ErrorActionPreference = 'Stop'

Write-Output "Webhook: $env:HUMANOS_WEBHOOK_URL"
Write-Output ''
Write-Output "Set the secrets that Humanos' dashboard shows:"
foreach ($secret in 'humanos-webhook-signature-secret', 'humanos-webhook-encryption-secret', 'humanos-webhook-encryption-salt') {
  Write-Output "  az keyvault secret set --vault-name $env:HUMANOS_KEY_VAULT --name $secret --value '<the secret>' --output none"
}
