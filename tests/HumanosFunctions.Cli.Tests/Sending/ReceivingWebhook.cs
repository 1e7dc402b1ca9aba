using System.Collections.Concurrent;
using HumanosFunctions.Cli.Tests.CommandLine;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Cli.Tests.Sending;

/// <summary>A webhook that gives one answer and keeps what it gets, and the command <c>send</c> pointed at it.</summary>
internal sealed class ReceivingWebhook : IAsyncDisposable
{
    private readonly ConcurrentQueue<SealedDelivery> _received = new();
    private readonly Sender _sender = new();
    private readonly LoopbackServer _server;

    private ReceivingWebhook(int status) => _server = new LoopbackServer(async http =>
    {
        if (http.Request.Path != "/api/webhook")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue(new SealedDelivery($"{http.Request.Headers["x-timestamp"]}", $"{http.Request.Headers["x-signature"]}", body.ToArray()));
        http.Response.StatusCode = status;
        await http.Response.WriteAsync("""{"messageId":"m-1"}""");
    });

    public Uri Address => new(_server.Address, "/api/webhook");

    public IReadOnlyList<SealedDelivery> Received => [.. _received];

    /// <summary>What was sent, verified and decrypted with the secrets of the settings sample.</summary>
    public IReadOnlyList<byte[]> Payloads => [.. _received.Select(delivery =>
    {
        using var opened = _sender.Open(delivery, DateTimeOffset.UtcNow);
        return opened.Json.ToArray();
    })];

    public static async Task<ReceivingWebhook> StartAsync(int status = StatusCodes.Status200OK)
    {
        var webhook = new ReceivingWebhook(status);
        await webhook._server.StartAsync();
        return webhook;
    }

    public Task<CommandRun> SendAsync(params string[] arguments) => CommandRun.OfAsync(["send", .. arguments, "--url", Address.AbsoluteUri]);

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await _server.DisposeAsync();
    }
}
