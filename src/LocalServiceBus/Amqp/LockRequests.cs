using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>Requests of those who hold locks: to renew them, and to settle what was received without a link.</summary>
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
