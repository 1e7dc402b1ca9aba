using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>A client that sends requests, each answered on the reply link that the request names.</summary>
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
