import { roles } from 'roles.bicep'

@description('Another team: the name of its subscription, the object id of its identity, and the subjects it wants (none means all).')
param subscriber {
  name: string
  principalId: string
  principalType: ('ServicePrincipal' | 'Group' | 'User')?
  subjects: string[]?
}

param namespaceName string
param storageName string
param topicName string
param limits object

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  name: '${namespaceName}/${topicName}'
}

module subscription 'subscription.bicep' = {
  name: 'subscriber-${subscriber.name}'
  params: {
    namespaceName: namespaceName
    topicName: topicName
    limits: limits
    timeToLive: limits.timeToLive
    subscription: {
      Name: subscriber.name
      Properties: {
        LockDuration: 'PT1M'
        // Dead letters never expire and count for the topic's size: a team that stops reading must not fill it.
        DeadLetteringOnMessageExpiration: false
        RequiresSession: false
      }
      Rules: map(subscriber.?subjects ?? [], subject => {
        Name: subject
        Properties: {
          FilterType: 'Correlation'
          CorrelationFilter: {
            Label: subject
          }
        }
      })
    }
  }
}

resource own 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' existing = {
  parent: topic
  name: subscriber.name
}

resource claimCheck 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${storageName}/default/claim-check'
}

// The large events, whatever their subject: a blob has no subscription. Nothing else of the account.
resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: claimCheck
  name: guid(claimCheck.id, subscriber.principalId, roles.storageBlobDataReader)
  properties: {
    principalId: subscriber.principalId
    principalType: subscriber.?principalType ?? 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

// Its own subscription and no other.
resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: own
  name: guid(own.id, subscriber.principalId, roles.serviceBusDataReceiver)
  properties: {
    principalId: subscriber.principalId
    principalType: subscriber.?principalType ?? 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
  dependsOn: [subscription]
}
