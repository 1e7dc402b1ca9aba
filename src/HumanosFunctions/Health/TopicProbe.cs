using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Health;

/// <summary>Asks the topic for a fresh link: the publisher's own may have been open for hours and say nothing of now.</summary>
public sealed class TopicProbe(ServiceBusClient client, IOptions<PublishingOptions> options)
{
    /// <summary>Ends when the topic would take messages from us; throws where it would not.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using ServiceBusSender sender = client.CreateSender(options.Value.TopicName);
        using ServiceBusMessageBatch opensTheLink = await sender.CreateMessageBatchAsync(cancellationToken);
    }
}
