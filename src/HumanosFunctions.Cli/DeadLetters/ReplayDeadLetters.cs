using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>
/// Gives dead letters another chance: sends a copy, waits until the broker has acknowledged it, then completes the dead
/// letter. Between the two an end loses nothing: the next replay makes the same copy, which the broker knows.
/// </summary>
internal sealed class ReplayDeadLetters(ServiceBusClient client, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(DeadLetterEntity entity, ReplayRoute route, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = entity.OpenDeadLetters(client);
        await using ServiceBusSender sender = client.CreateSender(route.Destination);
        var work = new DeadLetterWork(entity, receiver, $"replayed to {route.Destination}", output, time);
        return await work.RunAsync(selection, (message, cancellation) => SendAsync(sender, route, message, cancellation), cancellationToken);
    }

    private static async Task<string?> SendAsync(
        ServiceBusSender sender, ReplayRoute route, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (Payload.Of(message) is null)
        {
            return "its body is not bytes, so this app did not write it.";
        }

        if (message.ApplicationProperties.Where(property => !EventCopy.CanBeSent(property.Value)).Select(property => property.Key).FirstOrDefault() is { } odd)
        {
            return $"its property '{PlainText.Of(odd)}' is of a kind that cannot be sent again.";
        }

        if (route.Copy(message) is not { } copy)
        {
            return "it names no subscription that this app processes.";
        }

        try
        {
            await sender.SendMessageAsync(copy, cancellationToken);
            return null;
        }
        catch (ServiceBusException failure) when (failure.Reason == ServiceBusFailureReason.MessageSizeExceeded)
        {
            return "its copy is larger than the broker takes.";
        }
    }
}
