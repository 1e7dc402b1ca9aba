param workspaceName string
param location string
param tags object

@description('Name, description, query, severity, window and frequency; it fires where the query gives a row.')
param rule object

param actionGroups array

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'humanos-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Humanos: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    autoMitigate: true
    // A workspace that has never had a metric does not know the table yet.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: actionGroups
    }
  }
}
