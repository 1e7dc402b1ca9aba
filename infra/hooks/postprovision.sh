#!/bin/sh
# What is left to do by hand. azd passes the outputs of infra/main.bicep; secrets never go through here.
set -eu

echo "Webhook: ${HUMANOS_WEBHOOK_URL}"
echo
echo "Set the secrets that Humanos' dashboard shows. For each, type it unseen into a file that only you can read:"
echo "  (umask 077; stty -echo; IFS= read -r secret; stty echo; printf %s \"\$secret\" > secret.txt)"
for secret in humanos-webhook-signature-secret humanos-webhook-encryption-secret humanos-webhook-encryption-salt; do
  echo "  az keyvault secret set --vault-name ${HUMANOS_KEY_VAULT} --name ${secret} --file secret.txt --encoding utf-8 --output none"
done
echo "  rm secret.txt"
echo
echo "To see this again: azd hooks run postprovision"
