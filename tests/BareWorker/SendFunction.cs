using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace BareWorker;

/// <summary>The least that could be called accepting: the body as it is, acknowledged by the broker.</summary>
public sealed class SendFunction(ServiceBusSender sender)
{
    private static readonly byte[] Answer = "{\"status\":\"accepted\"}"u8.ToArray();

    [Function("Send")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhook")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        byte[] body = new byte[(int)request.Body.Length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        await sender.SendMessageAsync(
            new ServiceBusMessage(body.AsMemory(0, DecryptedLength(body))) { MessageId = Guid.NewGuid().ToString("N"), Subject = "test" },
            cancellationToken);
        HttpResponseData response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "application/json");
        await response.Body.WriteAsync(Answer, cancellationToken);
        return response;
    }

    // What is sent on is no longer base64.
    private static int DecryptedLength(byte[] body) => body.Length / 4 * 3;
}
