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

// A subscription is born with a rule $Default that matches everything. The first rule takes its name and so its place;
// without rules it stays, and the subscription gets everything.
@batchSize(1)
resource rules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [for (rule, index) in subscription.Rules: {
  parent: created
  name: index == 0 ? '$Default' : rule.Name
  properties: {
    filterType: rule.Properties.FilterType == 'Sql' ? 'SqlFilter' : 'CorrelationFilter'
    correlationFilter: rule.Properties.FilterType == 'Sql' ? null : {
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
    sqlFilter: rule.Properties.FilterType == 'Sql' ? {
      sqlExpression: rule.Properties.SqlFilter.SqlExpression
    } : null
  }
}]
