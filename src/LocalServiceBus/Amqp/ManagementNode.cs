using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>The <c>$management</c> node of one entity.</summary>
internal sealed class ManagementNode
{
    private const string Prefix = "com.microsoft:";

    private readonly LockRequests? _locks;
    private readonly ReadRequests? _reads;
    private readonly ScheduleRequests? _schedule;

    /// <param name="queue">Null if the entity is a topic.</param>
    /// <param name="topic">Null if clients cannot send to the entity.</param>
    public ManagementNode(MessageQueue? queue, Topic? topic)
    {
        _locks = queue is null ? null : new LockRequests(queue);
        _reads = queue is null ? null : new ReadRequests(queue, topic);
        _schedule = topic is null ? null : new ScheduleRequests(topic);
    }

    public Task<Response> HandleAsync(Request request) => request.Operation switch
    {
        $"{Prefix}renew-lock" when _locks is not null => _locks.RenewAsync(request),
        $"{Prefix}update-disposition" when _locks is not null => _locks.SettleAsync(request),
        $"{Prefix}peek-message" when _reads is not null => _reads.PeekAsync(request),
        $"{Prefix}receive-by-sequence-number" when _reads is not null => _reads.ReceiveDeferredAsync(request),
        $"{Prefix}schedule-message" when _schedule is not null => _schedule.ScheduleAsync(request),
        $"{Prefix}cancel-scheduled-message" when _schedule is not null => _schedule.CancelAsync(request),
        var other => Task.FromResult(Response.Failed(
            501,
            AmqpErrorCode.NotImplemented,
            $"The operation '{other}' is not supported by the development broker for this entity.")),
    };
}

/// <summary>A link on which a client sends requests. Each response is sent on the reply link that the request names.</summary>
internal sealed class RequestLink
{
    private readonly ReceivingAmqpLink _link;
    private readonly Func<Request, Task<Response>> _handler;

    private RequestLink(ReceivingAmqpLink link, Func<Request, Task<Response>> handler)
    {
        _link = link;
        _handler = handler;
    }

    private ClientConnection Connection => (ClientConnection)_link.Session.Connection;

    public static void Attach(ReceivingAmqpLink link, Func<Request, Task<Response>> handler)
    {
        var requests = new RequestLink(link, handler);
        link.RegisterMessageListener(message => _ = requests.AnswerAsync(message));
    }

    private async Task AnswerAsync(AmqpMessage message)
    {
        var request = new Request(message, Connection);
        string? replyTo = message.Properties.ReplyTo?.ToString();
        MessageId? id = message.Properties.MessageId;
        _link.DisposeDelivery(message, settled: true, AmqpConstants.AcceptedOutcome);
        Response response = await HandleAsync(request);
        message.Dispose();
        Connection.FindReplyLink(replyTo)?.SendMessageNoWait(
            response.ToMessage(id),
            Guid.NewGuid().ToByteArray(),
            AmqpConstants.NullBinary);
    }

    private async Task<Response> HandleAsync(Request request)
    {
        try
        {
            return await _handler(request);
        }
        catch (AmqpException exception)
        {
            return Response.Failed(400, exception.Error.Condition, exception.Message);
        }
    }
}

/// <summary>A request on <c>$cbs</c> or <c>$management</c>.</summary>
internal sealed class Request(AmqpMessage message, ClientConnection connection)
{
    public ClientConnection Connection => connection;

    public string Operation { get; } =
        message.ApplicationProperties?.Map.TryGetValue("operation", out string operation) == true ? operation : "";

    public object? BodyValue { get; } = message.ValueBody?.Value;

    /// <exception cref="AmqpException">The body has no such field, or the field has another type.</exception>
    public T Required<T>(string field) => Required<T>(BodyValue as AmqpMap, field);

    public T? Optional<T>(string field)
        where T : class => Find(BodyValue as AmqpMap, field) as T;

    /// <exception cref="AmqpException">The map has no such field, or the field has another type.</exception>
    public static T Required<T>(AmqpMap? map, string field) => Find(map, field) is T value
        ? value
        : throw new AmqpException(AmqpErrorCode.InvalidField, $"The request has no valid '{field}'.");

    private static object? Find(AmqpMap? map, string field) => map?[new MapKey(field)];
}

/// <summary>A response to a request on <c>$cbs</c> or <c>$management</c>.</summary>
internal sealed record Response(int Status, string Description, AmqpMap? Body = null, AmqpSymbol Condition = default)
{
    public static Response Ok(AmqpMap? body = null) => new(200, "OK", body);

    public static Response Accepted() => new(202, "Accepted");

    public static Response NoContent() => new(204, "No content");

    public static Response Failed(int status, AmqpSymbol condition, string description) => new(status, description, null, condition);

    /// <summary>Client libraries use different names for the status, so both names are set.</summary>
    public AmqpMessage ToMessage(MessageId? correlationId)
    {
        AmqpMessage message = AmqpMessage.Create(new AmqpValue { Value = Body ?? new AmqpMap() });
        message.Properties.CorrelationId = correlationId;
        PropertiesMap properties = message.ApplicationProperties.Map;
        properties["status-code"] = Status;
        properties["statusCode"] = Status;
        properties["status-description"] = Description;
        properties["statusDescription"] = Description;
        if (Condition.Value is not null)
        {
            properties["errorCondition"] = Condition;
        }

        return message;
    }
}
