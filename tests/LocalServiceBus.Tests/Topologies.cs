namespace LocalServiceBus.Tests;

/// <summary>The topologies for the tests.</summary>
internal static class Topologies
{
    /// <summary>A plain queue, queues and a topic with duplicate detection, subscriptions with and without rules.</summary>
    public static BrokerTopology Sample { get; } = BrokerTopology.Parse("""
        {
          "UserConfig": {
            "Namespaces": [
              {
                "Name": "sbemulatorns",
                "Queues": [
                  { "Name": "orders", "Properties": { "MaxDeliveryCount": 3, "DeadLetteringOnMessageExpiration": true } },
                  { "Name": "brief", "Properties": { "LockDuration": "PT1S", "MaxDeliveryCount": 10 } },
                  { "Name": "patient", "Properties": { "LockDuration": "PT10S", "MaxDeliveryCount": 10 } },
                  { "Name": "once", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT10M" } },
                  { "Name": "as-in-azure", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT5M" } },
                  { "Name": "forgetful", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT1M" } }
                ],
                "Topics": [
                  {
                    "Name": "events",
                    "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT10M" },
                    "Subscriptions": [
                      { "Name": "all", "Properties": { "LockDuration": "PT3S", "MaxDeliveryCount": 10 } },
                      { "Name": "red", "Rules": [
                        { "Name": "label", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "red" } } } ] },
                      { "Name": "large", "Rules": [
                        { "Name": "size", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Properties": { "size": 3, "colour": "red" } } } } ] }
                    ]
                  }
                ]
              }
            ]
          }
        }
        """);
}
