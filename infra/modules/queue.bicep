param namespaceName string

@description('A queue of servicebus.json.')
param queue object

param limits object

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource created 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: queue.Name
  properties: {
    defaultMessageTimeToLive: limits.timeToLive
    maxSizeInMegabytes: limits.maxSizeInMegabytes
    maxDeliveryCount: limits.maxDeliveryCount
    lockDuration: queue.Properties.LockDuration
    deadLetteringOnMessageExpiration: queue.Properties.DeadLetteringOnMessageExpiration
    requiresSession: queue.Properties.RequiresSession
    requiresDuplicateDetection: queue.Properties.RequiresDuplicateDetection
    duplicateDetectionHistoryTimeWindow: limits.duplicateDetectionWindow
  }
}
