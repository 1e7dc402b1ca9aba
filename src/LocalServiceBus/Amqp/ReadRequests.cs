using LocalServiceBus.State;
using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>Requests that read messages without a link: peek, and receive by sequence number.</summary>
internal sealed class ReadRequests(MessageQueue queue, Topic? topic)
{
    private const uint ReceiveAndDelete = 0;

    public async Task<Response> PeekAsync(Request request)
    {
        long from = request.Required<long>("from-sequence-number");
        int count = request.Required<int>("message-count");
        BrokeredMessage[] enqueued = await queue.AskAsync((store, _) =>
            store.Entries.From(from).Take(count).Select(entry => entry.ToMessage()).ToArray());
        BrokeredMessage[] scheduled = topic is null ? [] : await topic.PeekScheduledAsync(from, count);
        AmqpMap[] messages = [.. enqueued.Concat(scheduled).OrderBy(message => message.SequenceNumber).Take(count).Select(ToMap)];
        return messages.Length == 0 ? Response.NoContent() : ResponseWith(messages);
    }

    public async Task<Response> ReceiveDeferredAsync(Request request)
    {
        long[] numbers = [.. request.Required<long[]>("sequence-numbers").Distinct()];
        bool delete = request.Required<uint>("receiver-settle-mode") == ReceiveAndDelete;
        BrokeredMessage[] messages = await queue.AskAsync((store, now) => Receive(store, numbers, delete, now));
        return messages.Length == numbers.Length
            ? ResponseWith(messages.Select(ToMapWithLock))
            : Response.Failed(404, ErrorConditions.MessageNotFound, "A message with one of the sequence numbers is not deferred here.");
    }

    private static BrokeredMessage[] Receive(MessageStore store, long[] numbers, bool delete, DateTimeOffset now)
    {
        if (numbers.Any(number => store.Entries.Find(number) is not { State: EntryState.Deferred }))
        {
            return [];
        }

        BrokeredMessage[] messages = [.. numbers.Select(number => store.ReceiveDeferred(number, now)!)];
        foreach (BrokeredMessage message in delete ? messages : [])
        {
            store.Settle(message.LockToken, new Settlement.Complete(), now);
        }

        return messages;
    }

    private static Response ResponseWith(IEnumerable<AmqpMap> messages) =>
        Response.Ok(new AmqpMap { [new MapKey("messages")] = messages.ToList() });

    private static AmqpMap ToMapWithLock(BrokeredMessage message)
    {
        AmqpMap map = ToMap(message);
        map[new MapKey("lock-token")] = message.LockToken;
        return map;
    }

    private static AmqpMap ToMap(BrokeredMessage message) =>
        new() { [new MapKey("message")] = new ArraySegment<byte>(MessageWriter.ToArray(message)) };
}
