// What operators need: the workbook, and alerts.
param names object
param location string
param tags object
param alertEmail string
param silentHours int
param isAlwaysReady bool
param maxSizeInMegabytes int

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: { names: names, location: location, tags: tags }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    names: names
    location: location
    tags: tags
    email: alertEmail
    silentHours: silentHours
    isAlwaysReady: isAlwaysReady
    maxSizeInMegabytes: maxSizeInMegabytes
  }
}
