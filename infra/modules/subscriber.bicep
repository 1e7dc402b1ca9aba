import { roles } from 'roles.bicep'

@description('Another team: the name of its subscription, the object id of its identity (none yet: nobody may read), and the subjects it wants (none means all).')
param subscriber {
  name: string
  principalId: string?
  principalType: ('ServicePrincipal' | 'Group' | 'User')?
  subjects: string[]?
}

param namespaceName string
param storageName string
param topicName string
param limits object

// main.bicep has refused a name that is taken, and a subject with a quotation mark.
var name = subscriber.name
var subjects = subscriber.?subjects ?? []
var quoted = map(subjects, subject => '\'${subject}\'')
var hasReader = !empty(subscriber.?principalId)

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  name: '${namespaceName}/${topicName}'
}

module subscription 'subscription.bicep' = {
  name: 'subscriber-${name}'
  params: {
    namespaceName: namespaceName
    topicName: topicName
    limits: limits
    // Between its creation and its rule it may get events of every subject. While it has no reader they do not outlive a minute.
    timeToLive: hasReader ? limits.timeToLive : 'PT1M'
    subscription: {
      Name: name
      Properties: {
        LockDuration: 'PT1M'
        // Dead letters never expire and count for the topic's size: a team that stops reading must not fill it.
        DeadLetteringOnMessageExpiration: false
        RequiresSession: false
      }
      // One rule for all subjects, so that a narrower list leaves none behind.
      Rules: [
        {
          Name: '$Default'
          Properties: {
            FilterType: 'Sql'
            SqlFilter: {
              SqlExpression: empty(subjects) ? '1=1' : 'sys.Label IN (${join(quoted, ', ')})'
            }
          }
        }
      ]
    }
  }
}

resource own 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' existing = {
  parent: topic
  name: name
}

resource claimCheck 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${storageName}/default/claim-check'
}

// The app marks a large event with its subject. Without subjects the team reads them all.
var marked = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:subject<$key_case_sensitive$>]'
var ofItsSubjects = join(map(quoted, subject => '${marked} StringEquals ${subject}'), ' OR ')
var condition = empty(subjects)
  ? null
  : '(!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\'})) OR (${ofItsSubjects})'

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasReader) {
  scope: claimCheck
  name: guid(claimCheck.id, subscriber.?principalId ?? '', roles.storageBlobDataReader)
  properties: {
    principalId: subscriber.?principalId ?? ''
    principalType: subscriber.?principalType ?? 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
    condition: condition
    conditionVersion: empty(subjects) ? null : '2.0'
  }
}

// Its own subscription and no other, and only once its rule stands.
resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasReader) {
  scope: own
  name: guid(own.id, subscriber.?principalId ?? '', roles.serviceBusDataReceiver)
  properties: {
    principalId: subscriber.?principalId ?? ''
    principalType: subscriber.?principalType ?? 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
  dependsOn: [subscription]
}
