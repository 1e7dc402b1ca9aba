#!/bin/sh
# What is left to do by hand. azd passes the outputs of infra/main.bicep; secrets never go through here.
set -eu

echo "Webhook: ${HUMANOS_WEBHOOK_URL}"
echo
echo "Set the secrets that Humanos' dashboard shows:"
for secret in humanos-webhook-signature-secret humanos-webhook-encryption-secret humanos-webhook-encryption-salt; do
  echo "  az keyvault secret set --vault-name ${HUMANOS_KEY_VAULT} --name ${secret} --value '<the secret>' --output none"
done
