using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>Keeps what is dead-lettered; a processor settles in no other way.</summary>
internal sealed class RecordingActions : ServiceBusMessageActions
{
    public List<(string? Reason, string? Description)> DeadLettered { get; } = [];

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        DeadLettered.Add((deadLetterReason, deadLetterErrorDescription));
        return Task.CompletedTask;
    }
}
