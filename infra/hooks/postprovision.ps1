# What is left to do by hand. azd passes the outputs of infra/main.bicep; secrets never go through here.
$ErrorActionPreference = 'Stop'

Write-Output "Webhook: $env:HUMANOS_WEBHOOK_URL"
Write-Output ''
Write-Output "Set the secrets that Humanos' dashboard shows. For each, type it unseen into a file:"
Write-Output '  Read-Host -MaskInput | Set-Content -NoNewline -Encoding utf8NoBOM secret.txt'
foreach ($secret in 'humanos-webhook-signature-secret', 'humanos-webhook-encryption-secret', 'humanos-webhook-encryption-salt') {
  Write-Output "  az keyvault secret set --vault-name $env:HUMANOS_KEY_VAULT --name $secret --file secret.txt --encoding utf-8 --output none"
}
Write-Output '  Remove-Item secret.txt'
Write-Output ''
Write-Output 'To see this again: azd hooks run postprovision'
