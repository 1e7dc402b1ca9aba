param name string
param location string
param tags object
param packageContainer string
param publicNetworkAccess 'Enabled' | 'Disabled'

@description('Longer than a message can wait in the topic, so that a body outlives every message that points to it.')
param bodyRetentionDays int = 30

@description('How long an archived event is kept. 0: there is no archive.')
param archiveDays int

@description('How long nobody can change or delete an archived event. 0: there is no such policy.')
param archiveImmutableDays int

var bodyContainers = ['claim-check', 'quarantine']
var archiveContainer = 'archive'
var kept = concat(
  map(bodyContainers, container => { container: container, days: bodyRetentionDays }),
  archiveDays > 0 ? [{ container: archiveContainer, days: archiveDays }] : []
)

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicNetworkAccess
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for container in concat([packageContainer], map(kept, each => each.container)): {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

resource archive 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  parent: blobs
  name: archiveContainer
}

// Not locked: an owner of the account can shorten it. Locking it is for you, because nobody can undo it.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = if (archiveImmutableDays > 0) {
  parent: archive
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: archiveImmutableDays
    allowProtectedAppendWrites: false
  }
  dependsOn: [containers]
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for each in kept: {
          name: 'delete-${each.container}'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${each.container}/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: each.days
                }
              }
            }
          }
        }
      ]
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for table in ['humanosstate', 'humanoschanges']: {
    parent: tableService
    name: table
  }
]
