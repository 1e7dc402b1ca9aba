param namespaceName string

@description('A topic of servicebus.json.')
param topic object

param limits object

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource created 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: topic.Name
  properties: {
    defaultMessageTimeToLive: limits.timeToLive
    maxSizeInMegabytes: limits.maxSizeInMegabytes
    requiresDuplicateDetection: topic.Properties.RequiresDuplicateDetection
    duplicateDetectionHistoryTimeWindow: limits.duplicateDetectionWindow
  }
}

// One after the other: Service Bus refuses changes to a topic that is being changed.
@batchSize(1)
module subscriptions 'subscription.bicep' = [
  for subscription in filter(
    topic.Subscriptions,
    each => (each.Name != 'audit' || !empty(limits.timeToLiveOfAudit)) && (each.Name != 'archive' || limits.hasArchive)
  ): {
    name: 'subscription-${subscription.Name}'
    params: {
      namespaceName: namespaceName
      topicName: created.name
      subscription: subscription
      limits: limits
      timeToLive: subscription.Name == 'audit' ? limits.timeToLiveOfAudit : limits.timeToLive
    }
  }
]
