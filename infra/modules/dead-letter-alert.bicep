param namespaceName string
param tags object
param actionGroups array

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

// By topic and queue, since Service Bus counts no finer. A dead letter stays until somebody takes it, and so does this.
resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'humanos-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'An event could not be processed and waits in a dead-letter queue: dotnet run.cs dlq list --namespace ${namespaceName}'
    severity: 1
    enabled: true
    scopes: [namespace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: ['*']
            }
          ]
        }
      ]
    }
    actions: [for id in actionGroups: {
      actionGroupId: id
    }]
  }
}
