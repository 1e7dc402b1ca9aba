#!/bin/sh
# The private network's subnet is delegated to Microsoft.App, which a new subscription has not registered.
set -eu

case "${HUMANOS_PRIVATE_NETWORK:-false}" in
  [Tt][Rr][Uu][Ee]) ;;
  *) exit 0 ;;
esac

how="az provider register --namespace Microsoft.App --subscription ${AZURE_SUBSCRIPTION_ID} --wait"
if ! state=$(az provider show --namespace Microsoft.App --subscription "${AZURE_SUBSCRIPTION_ID}" --query registrationState --output tsv); then
  echo "The private network needs the resource provider Microsoft.App. Sign in with az login, then: ${how}" >&2
  exit 1
fi

if [ "${state}" != Registered ]; then
  echo "Registering the resource provider Microsoft.App …"
  ${how} || { echo "Somebody who may do so has to run: ${how}" >&2; exit 1; }
fi
