using System.Collections;
using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>Requests that need a lock: renew locks, and settle messages that were received without a link.</summary>
internal sealed class LockRequests(MessageQueue queue)
{
    public async Task<Response> RenewAsync(Request request)
    {
        Guid[] tokens = request.Required<Guid[]>("lock-tokens");
        DateTimeOffset?[] renewed = await queue.AskAsync((store, now) => tokens.Select(token => store.Renew(token, now)).ToArray());
        return renewed.Contains(null)
            ? LockLost()
            : Response.Ok(new AmqpMap { [new MapKey("expirations")] = renewed.Select(until => until!.Value.UtcDateTime).ToArray() });
    }

    public async Task<Response> SettleAsync(Request request)
    {
        Guid[] tokens = request.Required<Guid[]>("lock-tokens");
        Settlement settlement = ReadSettlement(request);
        SettleResult[] results = await queue.AskAsync((store, now) => tokens.Select(token => store.Settle(token, settlement, now)).ToArray());
        return results.Contains(SettleResult.LockLost) ? LockLost()
            : results.Contains(SettleResult.NotAllowed) ? Response.Failed(400, AmqpErrorCode.NotAllowed, Disposition.NoDeadLetterQueue)
            : Response.Ok();
    }

    private static Settlement ReadSettlement(Request request)
    {
        Dictionary<string, object?>? properties = Disposition.ToProperties(request.Optional<AmqpMap>("properties-to-modify"));
        return request.Required<string>("disposition-status") switch
        {
            "completed" => new Settlement.Complete(),
            "abandoned" => new Settlement.Abandon(properties),
            "defered" => new Settlement.Defer(properties),
            "suspended" => new Settlement.DeadLetter(WithReason(properties ?? [], request)),
            _ => throw new AmqpException(AmqpErrorCode.InvalidField, "The request has no valid 'disposition-status'."),
        };
    }

    private static Dictionary<string, object?> WithReason(Dictionary<string, object?> properties, Request request)
    {
        if (request.Optional<string>("deadletter-reason") is { } reason)
        {
            properties[DeadLetterProperties.Reason] = reason;
        }

        if (request.Optional<string>("deadletter-description") is { } description)
        {
            properties[DeadLetterProperties.Description] = description;
        }

        return properties;
    }

    private static Response LockLost() => Response.Failed(410, ErrorConditions.MessageLockLost, Disposition.LockLost);
}

/// <summary>Requests that read messages without a link: peek messages, and receive deferred messages by sequence number.</summary>
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

/// <summary>Requests to schedule messages and to cancel scheduled messages.</summary>
internal sealed class ScheduleRequests(Topic topic)
{
    public async Task<Response> ScheduleAsync(Request request)
    {
        Publication[] batch = [.. request.Required<IList>("messages").OfType<AmqpMap>().Select(Read)];
        long[] sequenceNumbers = await topic.PublishAsync(batch);
        return Response.Ok(new AmqpMap { [new MapKey("sequence-numbers")] = sequenceNumbers });
    }

    public async Task<Response> CancelAsync(Request request) =>
        await topic.CancelAsync(request.Required<long[]>("sequence-numbers"))
            ? Response.Ok()
            : Response.Failed(404, ErrorConditions.MessageNotFound, "A message with one of the sequence numbers is not scheduled here.");

    private static Publication Read(AmqpMap scheduled) =>
        MessageReader.Read(Request.Required<ArraySegment<byte>>(scheduled, "message").ToArray());
}
