using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>Keeps what is sent, or fails as a broker that cannot be reached.</summary>
internal sealed class RecordingSender : ServiceBusSender
{
    public List<ServiceBusMessage> Sent { get; } = [];

    public bool Fails { get; set; }

    public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            throw new ServiceBusException("unreachable", ServiceBusFailureReason.ServiceCommunicationProblem);
        }

        Sent.Add(message);
        return Task.CompletedTask;
    }
}
