# The private network's subnet is delegated to Microsoft.App, which a new subscription has not registered.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

if ($env:HUMANOS_PRIVATE_NETWORK -ne 'true') { exit 0 }

$how = "az provider register --namespace Microsoft.App --subscription $env:AZURE_SUBSCRIPTION_ID --wait"
$state = $null
if (Get-Command az -ErrorAction Ignore) {
  $state = az provider show --namespace Microsoft.App --subscription $env:AZURE_SUBSCRIPTION_ID --query registrationState --output tsv
}
if (-not $state -or $LASTEXITCODE -ne 0) {
  [Console]::Error.WriteLine("The private network needs the resource provider Microsoft.App. Sign in with az login, then: $how")
  exit 1
}

if ($state -ne 'Registered') {
  Write-Output 'Registering the resource provider Microsoft.App …'
  az provider register --namespace Microsoft.App --subscription $env:AZURE_SUBSCRIPTION_ID --wait
  if ($LASTEXITCODE -ne 0) {
    [Console]::Error.WriteLine("Somebody who may do so has to run: $how")
    exit 1
  }
}
