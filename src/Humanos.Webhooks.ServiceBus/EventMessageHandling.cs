using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus;

/// <summary>Handles the messages of a <see cref="ServiceBusProcessor"/>.</summary>
public static class EventMessageHandling
{
    /// <summary>
    /// Reads a message, handles its event if the event is new, and settles the message. The message is completed if the event is handled
    /// now or was handled before, and dead-lettered if it can never be read. If <paramref name="handle"/> throws, the exception reaches
    /// the processor, which abandons the message, and Service Bus redelivers it.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="message">The arguments that the processor passes to its handler.</param>
    /// <param name="handle">Handles the event.</param>
    /// <returns>The content of the message, which is settled.</returns>
    public static async Task<EventReading> HandleAsync(
        this EventMessageReader reader, ProcessMessageEventArgs message, Func<EventReading.Unhandled, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(handle);
        EventReading reading = await reader.ReadAsync(message.Message, message.CancellationToken).ConfigureAwait(false);
        if (reading is EventReading.Unreadable unreadable)
        {
            // Exceptions reach the processor, because a message that was not dead-lettered must not be completed.
            await message.DeadLetterMessageAsync(message.Message, unreadable.DeadLetterReason, cancellationToken: message.CancellationToken).ConfigureAwait(false);
            return reading;
        }

        if (reading is EventReading.Unhandled unhandled)
        {
            await handle(unhandled, message.CancellationToken).ConfigureAwait(false);
            await reader.RememberAsync(unhandled, message.CancellationToken).ConfigureAwait(false);
        }

        await message.CompleteMessageAsync(message.Message, message.CancellationToken).ConfigureAwait(false);
        return reading;
    }
}
