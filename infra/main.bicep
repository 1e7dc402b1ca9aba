targetScope = 'subscription'

@description('The azd environment: part of the resource group\'s name, and of the seed of all others.')
@minLength(1)
@maxLength(64)
param environmentName string
param location string

@description('Who deploys: gets the right to set the secrets. Empty: nobody gets it.')
param principalId string = ''
param principalType 'User' | 'ServicePrincipal' | 'Group' = 'User'
param serviceBusSku 'Standard' | 'Premium' = 'Standard'

@description('How long the subscription audit keeps an event for its reader, as an ISO 8601 duration of 14 days at most.')
param auditKeep string = 'P1D'

@description('Virtual network and private endpoints; storage, vault and Service Bus are then closed to the public. Makes Service Bus Premium.')
param privateNetwork bool = false

@description('A vault with it cannot be removed for 90 days, and its name stays taken.')
param purgeProtection bool = true

@minValue(0)
param alwaysReadyInstances int = 1
param instanceMemoryMB 512 | 2048 | 4096 = 2048

@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

// Half of Humanos:MaxConcurrentDeliveries: what comes while another instance starts finds room, and is not answered with 503.
@description('HTTP requests that an instance takes at once; for more the platform starts another one.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 64
param maxBodyBytes int = 1048576

@description('Gets a mail of each alert. Empty: alerts only show in the portal.')
param alertEmail string = ''

@description('Hours without any delivery after which an alert says so. 0: never.')
@minValue(0)
@maxValue(47)
param silentHours int = 0

@description('App settings beside those that the template sets, such as { Humanos__StoreIdentityDocuments: \'true\' }.')
param additionalSettings object = {}

@description('Other teams: a subscription of its own for each, see modules/subscriber.bicep.')
param subscribers array = []

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }
var packageContainer = 'app-package'
var names = {
  app: 'func-${token}'
  identity: 'id-${token}'
  insights: 'appi-${token}'
  namespace: 'sbns-${token}'
  network: 'vnet-${token}'
  plan: 'plan-${token}'
  storage: 'st${token}'
  vault: 'kv-${token}'
  workbook: guid(token)
  workspace: 'log-${token}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module dependencies 'dependencies.bicep' = {
  scope: group
  name: 'dependencies'
  params: {
    names: names
    location: location
    tags: tags
    packageContainer: packageContainer
    principalId: principalId
    principalType: principalType
    serviceBusSku: privateNetwork ? 'Premium' : serviceBusSku
    auditKeep: auditKeep
    privateNetwork: privateNetwork
    purgeProtection: purgeProtection
  }
}

module app 'app.bicep' = {
  scope: group
  name: 'app'
  params: {
    names: names
    location: location
    tags: tags
    packageContainer: packageContainer
    privateNetwork: privateNetwork
    alwaysReadyInstances: alwaysReadyInstances
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    maxBodyBytes: maxBodyBytes
    additionalSettings: additionalSettings
    subscribers: subscribers
    topicName: dependencies.outputs.topicName
    limits: dependencies.outputs.limits
  }
}

module operations 'operations.bicep' = {
  scope: group
  name: 'operations'
  params: {
    names: names
    location: location
    tags: tags
    alertEmail: alertEmail
    silentHours: silentHours
    maxSizeInMegabytes: dependencies.outputs.limits.maxSizeInMegabytes
  }
}

// azd keeps outputs in plain files: none of them may be a secret.
output HUMANOS_RESOURCE_GROUP string = group.name
output HUMANOS_FUNCTION_APP string = names.app
output HUMANOS_KEY_VAULT string = names.vault
output HUMANOS_SERVICE_BUS string = names.namespace
output HUMANOS_WEBHOOK_URL string = 'https://${app.outputs.hostName}/api/webhook'
