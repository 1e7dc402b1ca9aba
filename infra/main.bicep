targetScope = 'subscription'

@description('The azd environment: part of the resource group\'s name, and of the seed of all others.')
@minLength(1)
@maxLength(64)
param environmentName string
@description('Where everything is made: a region that has Flex Consumption. `az functionapp list-flexconsumption-locations` shows those of today.')
// Of Microsoft's quickstart for azd, functions-quickstart-dotnet-azd, as of 2026-02-24, without the canary region eastus2euap.
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

// azd passes nothing where the text that you set is no bool or number, and the template's default would count. So every
// setting is a text here, and one that does not fit fails before anything is made. Allowed values ignore case: compare in lower case.

@description('Who deploys: may get the right to set the secrets. Empty: nobody gets it.')
param principalId string = ''
param principalType 'User' | 'ServicePrincipal' | 'Group' = 'User'

@description('Whether who deploys becomes Key Vault Secrets Officer: user means that only a person does, never a pipeline.')
param deployerAccess 'user' | 'true' | 'false' = 'user'
param serviceBusSku 'Standard' | 'Premium' = 'Standard'

@description('How long the subscription audit keeps an event for its reader, as an ISO 8601 duration of 14 days at most. Empty: there is no such subscription.')
param auditKeep string = ''

@description('Days that the archive keeps every event, with its whole payload. 0: no archive.')
param archiveDays string = '0'

@description('Days in which nobody can change or delete an archived event, an erasure included. 0: no such policy.')
param archiveImmutableDays string = '0'

@description('Virtual network and private endpoints; storage, vault and Service Bus are then closed to the public. Makes Service Bus Premium.')
param privateNetwork 'true' | 'false' = 'false'

@description('A vault with it cannot be removed for 90 days, and its name stays taken.')
param purgeProtection 'true' | 'false' = 'true'

param alwaysReadyInstances string = '1'
param instanceMemoryMB '512' | '2048' | '4096' = '2048'
param maximumInstanceCount string = '40'

// Half of Humanos:MaxConcurrentDeliveries: what comes while another instance starts finds room, and is not answered with 503.
@description('HTTP requests that an instance takes at once; for more the platform starts another one.')
param httpConcurrency string = '64'

@description('The largest body that the app takes. The host takes larger ones, so that the app gives the answer.')
param maxBodyBytes string = '1048576'

@description('Gigabytes a day after which the workspace takes no more, and alerts see nothing until the next day. -1: no limit.')
param dailyLogGigabytes string = '10'

@description('Gets a mail of each alert. Empty: alerts only show in the portal.')
param alertEmail string = ''

@description('Hours without any delivery after which an alert says so. 0: never.')
param silentHours string = '0'

@description('App settings beside those that the template sets, such as { Humanos__StoreIdentityDocuments: \'true\' }.')
param additionalSettings object = {}

@description('Other teams: a subscription of its own for each, see modules/subscriber.bicep.')
param subscribers array = []

// A subscriber by a name of the app's own would take that subscription, and two of one name would take it from each other.
var reserved = map(
  flatten(map(loadJsonContent('servicebus.json').UserConfig.Namespaces[0].Topics, each => each.Subscriptions)),
  each => toLower(each.Name)
)
var subscriberNames = map(subscribers, each => toLower(each.name))

// int() fails on a text that is no number.
var whole = {
  archiveDays: int(archiveDays)
  archiveImmutableDays: int(archiveImmutableDays)
  alwaysReadyInstances: int(alwaysReadyInstances)
  maximumInstanceCount: int(maximumInstanceCount)
  httpConcurrency: int(httpConcurrency)
  maxBodyBytes: int(maxBodyBytes)
  dailyLogGigabytes: int(dailyLogGigabytes)
  silentHours: int(silentHours)
}
var fitting = {
  archiveDays: whole.archiveDays >= 0 && whole.archiveDays <= 36500
    ? whole.archiveDays
    : fail('HUMANOS_ARCHIVE_DAYS is a number from 0 to 36500.')
  archiveImmutableDays: whole.archiveImmutableDays >= 0 && whole.archiveImmutableDays <= whole.archiveDays
    ? whole.archiveImmutableDays
    : fail('HUMANOS_ARCHIVE_IMMUTABLE_DAYS is a number from 0 to HUMANOS_ARCHIVE_DAYS.')
  alwaysReadyInstances: whole.alwaysReadyInstances >= 0 && whole.alwaysReadyInstances <= 1000
    ? whole.alwaysReadyInstances
    : fail('HUMANOS_ALWAYS_READY is a number from 0 to 1000.')
  maximumInstanceCount: whole.maximumInstanceCount >= 1 && whole.maximumInstanceCount <= 1000
    ? whole.maximumInstanceCount
    : fail('HUMANOS_MAXIMUM_INSTANCES is a number from 1 to 1000.')
  httpConcurrency: whole.httpConcurrency >= 1 && whole.httpConcurrency <= 1000
    ? whole.httpConcurrency
    : fail('HUMANOS_HTTP_CONCURRENCY is a number from 1 to 1000.')
  maxBodyBytes: whole.maxBodyBytes >= 1024 && whole.maxBodyBytes <= 26214400
    ? whole.maxBodyBytes
    : fail('HUMANOS_MAX_BODY_BYTES is a number from 1024 to 26214400.')
  dailyLogGigabytes: whole.dailyLogGigabytes == -1 || whole.dailyLogGigabytes >= 1
    ? whole.dailyLogGigabytes
    : fail('HUMANOS_DAILY_LOG_GIGABYTES is a number from 1, or -1.')
  silentHours: whole.silentHours >= 0 && whole.silentHours <= 47
    ? whole.silentHours
    : fail('HUMANOS_SILENT_HOURS is a number from 0 to 47.')
  subscribers: map(
    subscribers,
    each =>
      contains(reserved, toLower(each.name))
        ? fail('The subscriber ${each.name} has the name of a subscription of the app: choose another one.')
        : length(filter(subscriberNames, name => name == toLower(each.name))) > 1
            ? fail('Two subscribers have the name ${each.name}: give each its own.')
            : contains(string(each.?subjects ?? []), '\'')
                ? fail('A subject of ${each.name} holds a quotation mark.')
                : each
  )
}
var memory = { '512': 512, '2048': 2048, '4096': 4096 }
var isPrivate = toLower(privateNetwork) == 'true'
var isPremium = isPrivate || toLower(serviceBusSku) == 'premium'
var isPerson = toLower(principalType) == 'user'
var isSecretsOfficer = toLower(deployerAccess) == 'true' || (toLower(deployerAccess) == 'user' && isPerson)
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
    principalId: isSecretsOfficer ? principalId : ''
    principalType: principalType
    serviceBusSku: isPremium ? 'Premium' : 'Standard'
    auditKeep: auditKeep
    archiveDays: fitting.archiveDays
    archiveImmutableDays: fitting.archiveImmutableDays
    privateNetwork: isPrivate
    purgeProtection: toLower(purgeProtection) == 'true'
    dailyLogGigabytes: fitting.dailyLogGigabytes
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
    privateNetwork: isPrivate
    alwaysReadyInstances: fitting.alwaysReadyInstances
    instanceMemoryMB: memory[instanceMemoryMB]
    maximumInstanceCount: fitting.maximumInstanceCount
    httpConcurrency: fitting.httpConcurrency
    maxBodyBytes: fitting.maxBodyBytes
    archiveDays: fitting.archiveDays
    additionalSettings: additionalSettings
    subscribers: fitting.subscribers
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
    silentHours: fitting.silentHours
    isAlwaysReady: fitting.alwaysReadyInstances > 0
    maxSizeInMegabytes: dependencies.outputs.limits.maxSizeInMegabytes
  }
}

// azd keeps outputs in plain files: none of them may be a secret.
output HUMANOS_RESOURCE_GROUP string = group.name
output HUMANOS_FUNCTION_APP string = names.app
output HUMANOS_KEY_VAULT string = names.vault
output HUMANOS_SERVICE_BUS string = names.namespace
output HUMANOS_WEBHOOK_URL string = 'https://${app.outputs.hostName}/api/webhook'
