param name string
param location string
param tags object

@allowed(['Standard', 'Premium'])
param sku string

@description('How long an event waits for the reader of audit. Empty: there is no such subscription.')
param auditKeep string

@description('Whether the subscription archive exists, which gets every event.')
param hasArchive bool

param publicNetworkAccess 'Enabled' | 'Disabled'
param workspaceId string

var topology = loadJsonContent('../servicebus.json').UserConfig.Namespaces[0]

// The one place where Azure's limits differ from the file, which holds what the official emulator allows.
var limits = {
  timeToLive: 'P14D'
  // Gets every event, so it is made only for somebody who reads it: unread it fills the topic, and a full topic takes no more.
  timeToLiveOfAudit: auditKeep
  hasArchive: hasArchive
  // As long as a signed delivery is accepted: a replay within it has no effect.
  duplicateDetectionWindow: 'P1D'
  maxDeliveryCount: 10
  // The most that each has. A full topic takes no more events, and what nobody reads fills it.
  maxSizeInMegabytes: sku == 'Premium' ? 81920 : 5120
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
    capacity: sku == 'Premium' ? 1 : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicNetworkAccess
  }
}

@batchSize(1)
module queues 'queue.bicep' = [
  for queue in topology.Queues: {
    name: 'queue-${queue.Name}'
    params: {
      namespaceName: namespace.name
      queue: queue
      limits: limits
    }
  }
]

@batchSize(1)
module topics 'topic.bicep' = [
  for topic in topology.Topics: {
    name: 'topic-${topic.Name}'
    params: {
      namespaceName: namespace.name
      topic: topic
      limits: limits
    }
  }
]

resource operations 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'operations'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output topicName string = topology.Topics[0].Name
output limits object = limits
