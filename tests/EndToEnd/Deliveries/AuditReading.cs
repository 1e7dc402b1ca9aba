using Azure.Messaging.ServiceBus;
using EndToEnd.InProcess;

namespace EndToEnd.Deliveries;

/// <summary>Empties the audit subscription, and keeps ids and bodies.</summary>
public static class AuditReading
{
    private const int BatchSize = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Everything up to a message that was sent last.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> UntilAsync(InProcessIngestor ingestor, string lastId)
    {
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusReceiver audit = client.CreateReceiver(
            "humanos-events", "audit", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var found = new Dictionary<string, byte[]>();
        while (!found.ContainsKey(lastId))
        {
            IReadOnlyList<ServiceBusReceivedMessage> batch = await audit.ReceiveMessagesAsync(BatchSize, Patience);
            Assert.NotEmpty(batch);
            foreach (ServiceBusReceivedMessage message in batch)
            {
                found.Add(message.MessageId, message.Body.ToArray());
            }
        }

        return found;
    }
}
