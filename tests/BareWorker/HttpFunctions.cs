using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace BareWorker;

/// <summary>The least that a worker does for a request: it reads the body and answers.</summary>
public sealed class AnswerFunction
{
    [Function("Answer")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "answer")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        _ = await Body.ReadAsync(request, cancellationToken);
        return await Body.AnswerAsync(request, cancellationToken);
    }
}

/// <summary>The least that could be called accepting: the body as it is, acknowledged by the broker.</summary>
public sealed class SendFunction(ServiceBusSender sender)
{
    [Function("Send")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhook")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        byte[] body = await Body.ReadAsync(request, cancellationToken);
        await sender.SendMessageAsync(
            new ServiceBusMessage(body.AsMemory(0, DecryptedLength(body))) { MessageId = Guid.NewGuid().ToString("N"), Subject = "test" },
            cancellationToken);
        return await Body.AnswerAsync(request, cancellationToken);
    }

    // What is sent on is no longer base64.
    private static int DecryptedLength(byte[] body) => body.Length / 4 * 3;
}

internal static class Body
{
    private static readonly byte[] Answer = "{\"status\":\"accepted\"}"u8.ToArray();

    public static async Task<byte[]> ReadAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        byte[] body = new byte[(int)request.Body.Length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    public static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        HttpResponseData response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "application/json");
        await response.Body.WriteAsync(Answer, cancellationToken);
        return response;
    }
}
