// The function app, and the other readers of its topic.
param names object
param location string
param tags object
param packageContainer string
param privateNetwork bool
param alwaysReadyInstances int
param instanceMemoryMB 512 | 2048 | 4096
param maximumInstanceCount int
param httpConcurrency int
param maxBodyBytes int
param archiveDays int
param additionalSettings object
param subscribers array
param topicName string
param limits object

module settings 'modules/app-settings.bicep' = {
  name: 'app-settings'
  params: {
    names: names
    topicName: topicName
    maxBodyBytes: maxBodyBytes
    archiveDays: archiveDays
    additional: additionalSettings
  }
}

module functionApp 'modules/functionapp.bicep' = {
  name: 'functionapp'
  params: {
    names: names
    location: location
    tags: tags
    serviceName: 'ingestor'
    packageContainer: packageContainer
    settings: settings.outputs.settings
    alwaysReadyInstances: alwaysReadyInstances
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    subnetId: privateNetwork ? resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, 'app') : ''
  }
}

module publishing 'modules/publishing.bicep' = {
  name: 'publishing'
  params: { appName: names.app }
  dependsOn: [functionApp]
}

@batchSize(1)
module subscriber 'modules/subscriber.bicep' = [
  for team in subscribers: {
    name: 'subscriber-of-${team.name}'
    params: {
      subscriber: team
      namespaceName: names.namespace
      storageName: names.storage
      topicName: topicName
      limits: limits
    }
  }
]

output hostName string = functionApp.outputs.hostName
