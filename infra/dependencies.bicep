// All that the function app stands on, and who may use it.
param names object
param location string
param tags object
param packageContainer string
param principalId string
param principalType string
param serviceBusSku 'Standard' | 'Premium'
param auditKeep string
param archiveDays int
param archiveImmutableDays int
param privateNetwork bool
param purgeProtection bool
param dailyLogGigabytes int

var publicNetworkAccess = privateNetwork ? 'Disabled' : 'Enabled'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: names.identity, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    location: location
    tags: tags
    dailyLogGigabytes: dailyLogGigabytes
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: names.storage
    location: location
    tags: tags
    packageContainer: packageContainer
    archiveDays: archiveDays
    archiveImmutableDays: archiveImmutableDays
    publicNetworkAccess: publicNetworkAccess
  }
}

module vault 'modules/keyvault.bicep' = {
  name: 'keyvault'
  params: {
    name: names.vault
    location: location
    tags: tags
    purgeProtection: purgeProtection
    publicNetworkAccess: publicNetworkAccess
    workspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus 'modules/servicebus.bicep' = {
  name: 'servicebus'
  params: {
    name: names.namespace
    location: location
    tags: tags
    sku: serviceBusSku
    auditKeep: auditKeep
    hasArchive: archiveDays > 0
    publicNetworkAccess: publicNetworkAccess
    workspaceId: monitoring.outputs.workspaceId
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    names: names
    appPrincipalId: identity.outputs.principalId
    deployerPrincipalId: principalId
    deployerPrincipalType: principalType
  }
  dependsOn: [monitoring, storage, vault, serviceBus]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: { name: names.network, location: location, tags: tags }
}

module endpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  name: 'private-endpoints'
  params: {
    names: names
    location: location
    tags: tags
  }
  dependsOn: [network, storage, vault, serviceBus]
}

output topicName string = serviceBus.outputs.topicName
output limits object = serviceBus.outputs.limits
