using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus;

/// <summary>Handles the messages of a <see cref="ServiceBusProcessor"/>.</summary>
public static class EventMessageHandling
{
    /// <summary>
    /// Reads a message, handles its event where that is new, and settles the message: completed when the event is handled or was
    /// before, dead-lettered when it can never be read. What <paramref name="handle"/> throws is passed on, and the processor
    /// abandons the message: it comes again.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="message">What the processor passes to its handler.</param>
    /// <param name="handle">Does the work that an event asks for.</param>
    /// <returns>What the message held; it is settled.</returns>
    public static async Task<EventReading> HandleAsync(
        this EventMessageReader reader, ProcessMessageEventArgs message, Func<EventReading.Unhandled, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(handle);
        EventReading reading = await reader.ReadAsync(message.Message, message.CancellationToken).ConfigureAwait(false);
        if (reading is EventReading.Unreadable never)
        {
            // Not caught: a message that was not dead-lettered must not be completed.
            await message.DeadLetterMessageAsync(message.Message, never.DeadLetterReason, cancellationToken: message.CancellationToken).ConfigureAwait(false);
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
