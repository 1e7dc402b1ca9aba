param namespaceName string
param topicName string

@description('A subscription of servicebus.json, or one of the same form.')
param subscription object

param limits object
param timeToLive string

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  name: '${namespaceName}/${topicName}'
}

resource created 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: topic
  name: subscription.Name
  properties: {
    defaultMessageTimeToLive: timeToLive
    maxDeliveryCount: limits.maxDeliveryCount
    lockDuration: subscription.Properties.LockDuration
    deadLetteringOnMessageExpiration: subscription.Properties.DeadLetteringOnMessageExpiration
    deadLetteringOnFilterEvaluationExceptions: true
    requiresSession: subscription.Properties.RequiresSession
  }
}

// A deployment deletes no rule. So that what was once a rule never stays beside the ones of today, a subscription has a
// single one under the name $Default, which is also the rule that it is born with. Without a rule in the file it takes everything.
var rulesOfFile = empty(subscription.Rules)
  ? [{ Name: '$Default', Properties: { FilterType: 'Sql', SqlFilter: { SqlExpression: '1=1' } } }]
  : subscription.Rules

@batchSize(1)
resource rules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [
  for (rule, index) in rulesOfFile: {
    parent: created
    name: index == 0 ? '$Default' : rule.Name
    properties: {
      filterType: rule.Properties.FilterType == 'Sql' ? 'SqlFilter' : 'CorrelationFilter'
      correlationFilter: rule.Properties.FilterType == 'Sql'
        ? null
        : {
            contentType: rule.Properties.CorrelationFilter.?ContentType
            correlationId: rule.Properties.CorrelationFilter.?CorrelationId
            label: rule.Properties.CorrelationFilter.?Label
            messageId: rule.Properties.CorrelationFilter.?MessageId
            replyTo: rule.Properties.CorrelationFilter.?ReplyTo
            replyToSessionId: rule.Properties.CorrelationFilter.?ReplyToSessionId
            sessionId: rule.Properties.CorrelationFilter.?SessionId
            to: rule.Properties.CorrelationFilter.?To
            properties: rule.Properties.CorrelationFilter.?Properties
          }
      sqlFilter: rule.Properties.FilterType == 'Sql'
        ? {
            sqlExpression: rule.Properties.SqlFilter.SqlExpression
          }
        : null
    }
  }
]
