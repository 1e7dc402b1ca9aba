// Environment variables, so a colon in a key of the README is a double underscore here. The plan itself names runtime
// and package: FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION and WEBSITE_RUN_FROM_PACKAGE must not be set.
param names object
param topicName string
param maxBodyBytes int
param archiveDays int

@description('Further settings of the README, for example { Humanos__StoreIdentityDocuments: \'true\' }.')
param additional object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.identity
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.insights
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: names.storage
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: names.namespace
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: names.vault
}

var base = {
  AZURE_CLIENT_ID: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  // Without an archive its subscription does not exist, so its function must not listen.
  'AzureWebJobs.Archive.Disabled': archiveDays == 0 ? 'true' : 'false'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  // The host of Functions may read its storage before it knows the addresses: with the account's name it always finds it.
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identity.properties.clientId
  ServiceBusConnection__fullyQualifiedNamespace: split(split(namespace.properties.serviceBusEndpoint, '//')[1], ':')[0]
  // The page of the host at / tells a stranger what runs here.
  AzureWebJobsDisableHomepage: 'true'
  // Well above the app's own limit: the app answers 413 with its reason, where the host answers 500.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(8 * maxBodyBytes)
  Humanos__ArchiveDays: string(archiveDays)
  Humanos__Bodies: 'blobs'
  Humanos__KeyVaultUri: vault.properties.vaultUri
  Humanos__MaxBodyBytes: string(maxBodyBytes)
  Humanos__Store: 'tables'
  Humanos__TopicName: topicName
}

output settings object = union(base, additional)
