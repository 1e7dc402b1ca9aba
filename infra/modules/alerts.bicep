// Who is told, and of what. Each rule's description says what to look at first; docs/operations.md has the rest.
param names object
param location string
param tags object

@description('Gets a mail of each alert; empty: they only show in the portal.')
param email string

@description('Hours without any delivery after which somebody should look; 0: never.')
param silentHours int

@description('Whether an instance runs at all times, so that its metrics may never be absent.')
param isAlwaysReady bool

@description('How large each topic and queue may become.')
param maxSizeInMegabytes int

// Severity 1: a decision has no effect until somebody acts. 2: the sender retries, and its retries end. 3: look today.
// Windows are twice the frequency at least: metrics come up to five minutes late, and none may fall between two windows.
var ofServiceBus = [
  {
    name: 'dead-letters'
    description: 'An event could not be processed and waits in a dead-letter queue: dotnet run.cs dlq list --namespace ${names.namespace}'
    // A dead letter stays until somebody takes it, and so does this.
    severity: 1
    metric: 'DeadletteredMessages'
    threshold: 0
  }
  {
    name: 'size'
    description: 'A topic or queue is over four fifths full. A full topic takes no event: find the subscription that grows, and see its dead letters too. The app\'s own must be processed again; audit or another team\'s is read, or deleted.'
    severity: 2
    metric: 'Size'
    // In bytes. The free fifth gives time to react.
    threshold: maxSizeInMegabytes * 1024 * 1024 / 5 * 4
  }
]

var always = [
  {
    name: 'refusals'
    description: 'A fifth of the deliveries, and at least 20, were refused. The workbook shows why: NotGenuine points to the signature secret or the clock.'
    query: loadTextContent('../alerts/refusals.kql')
    // Requests of strangers cost nothing, so this alert is not severity 1.
    severity: 2
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'publishing'
    description: 'The broker did not acknowledge an event. The sender has got 503 and tries again: see the health of the namespace, its size and its throttling.'
    query: loadTextContent('../alerts/publishing.kql')
    // Every minute without a broker is refused deliveries.
    severity: 2
    window: 'PT10M'
    frequency: 'PT5M'
  }
  {
    name: 'secrets'
    description: 'The secrets cannot be read from Key Vault. The cached ones serve for a while only: see the vault\'s network, the app\'s role on it, and its throttling.'
    query: loadTextContent('../alerts/secrets.kql')
    // Refreshed every five minutes: half an hour holds six attempts.
    severity: 2
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'quarantine'
    description: 'A genuine delivery could not be read: no key fits, or it holds no JSON object. It waits in the container quarantine for the right secret and a replay.'
    query: loadTextContent('../alerts/quarantine.kql')
    // Kept for 30 days, so a quarter of an hour is early enough.
    severity: 1
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'drift'
    description: 'Humanos sends a type, a version or members that this version of the app does not know. An unknown type has no effect on the state: see the log for the event, and docs/operations.md.'
    query: loadTextContent('../alerts/drift.kql')
    // The events are published and acknowledged. The alert stays active while such events arrive, and sends one notification.
    severity: 3
    window: 'P1D'
    frequency: 'PT1H'
  }
]

// Two days is the longest window that a rule may have; the query looks at its own hours.
var silence = {
  name: 'silence'
  description: 'No delivery for ${silentHours} hours. See the webhook at Humanos, and its address.'
  query: replace(loadTextContent('../alerts/silence.kql'), 'HOURS', string(silentHours))
  severity: 3
  window: 'P2D'
  frequency: 'PT1H'
}

// Only where an instance is always ready: an app that has scaled to nothing reports nothing either.
var absence = {
  name: 'absence'
  description: 'The app has reported nothing for half an hour: it does not start, or the workspace has reached its daily limit. See /api/health, then the log stream of the app.'
  query: loadTextContent('../alerts/absence.kql')
  // Nobody takes deliveries.
  severity: 1
  window: 'PT30M'
  frequency: 'PT15M'
}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'humanos-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'humanos'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

module metrics 'metric-alert.bicep' = [
  for rule in ofServiceBus: {
    name: 'alert-${rule.name}'
    params: {
      rule: rule
      namespaceName: names.namespace
      tags: tags
      actionGroups: empty(email) ? [] : [group.id]
    }
  }
]

module queries 'log-alert.bicep' = [
  for rule in concat(always, isAlwaysReady ? [absence] : [], silentHours > 0 ? [silence] : []): {
    name: 'alert-${rule.name}'
    params: {
      rule: rule
      workspaceName: names.workspace
      location: location
      tags: tags
      actionGroups: empty(email) ? [] : [group.id]
    }
  }
]
