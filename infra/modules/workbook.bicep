// What an operator looks at: one chart or table for each query of ../workbook, in the order of its layout.json.
param names object
param location string
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: names.workspace
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: names.namespace
}

var queries = {
  deliveries: loadTextContent('../workbook/deliveries.kql')
  refusals: loadTextContent('../workbook/refusals.kql')
  quarantined: loadTextContent('../workbook/quarantined.kql')
  'in-hand': loadTextContent('../workbook/in-hand.kql')
  uptime: loadTextContent('../workbook/uptime.kql')
  'event-age': loadTextContent('../workbook/event-age.kql')
  'publish-latency': loadTextContent('../workbook/publish-latency.kql')
  processed: loadTextContent('../workbook/processed.kql')
  retries: loadTextContent('../workbook/retries.kql')
  'dead-letters': loadTextContent('../workbook/dead-letters.kql')
  drift: loadTextContent('../workbook/drift.kql')
  keys: loadTextContent('../workbook/keys.kql')
  secrets: loadTextContent('../workbook/secrets.kql')
  'secret-refreshes': loadTextContent('../workbook/secret-refreshes.kql')
  'secrets-passed-over': loadTextContent('../workbook/secrets-passed-over.kql')
}

// Numbers of the workbook format: 9 parameters, 3 query, 10 metrics; parameter 4 time range; aggregation 3 maximum.
var range = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    parameters: [
      {
        version: 'KqlParameterItem/1.0'
        name: 'range'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 86400000 }
        typeSettings: {
          selectableValues: map([3600000, 14400000, 86400000, 604800000, 2592000000], span => { durationMs: span })
          allowCustom: true
        }
      }
    ]
  }
}

var charts = map(loadJsonContent('../workbook/layout.json'), chart => {
  type: 3
  name: chart.name
  customWidth: chart.width
  content: {
    version: 'KqlItem/1.0'
    title: chart.title
    query: queries[chart.name]
    size: 0
    timeContextFromParameter: 'range'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    crossComponentResources: [workspace.id]
    visualization: chart.visualization
  }
})

var deadLettersOfTheBroker = {
  type: 10
  name: 'dead-letters-of-the-broker'
  content: {
    version: 'MetricsItem/2.0'
    title: 'Dead letters in Service Bus, by topic and queue'
    size: 0
    chartType: 2
    resourceType: 'microsoft.servicebus/namespaces'
    metricScope: 0
    resourceIds: [namespace.id]
    timeContextFromParameter: 'range'
    metrics: [
      {
        namespace: 'microsoft.servicebus/namespaces'
        metric: 'microsoft.servicebus/namespaces--DeadletteredMessages'
        aggregation: 3
        splitBy: 'EntityName'
      }
    ]
  }
}

var content = {
  version: 'Notebook/1.0'
  items: concat([range], charts, [deadLettersOfTheBroker])
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: names.workbook
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Humanos webhooks'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: string(content)
  }
}
