param appName string

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

// Deployment takes the caller's Entra token; user names and passwords stay off.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}
