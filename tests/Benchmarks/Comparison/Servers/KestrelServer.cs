using System.Net;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The baseline: Kestrel with one handler that reads the body and, if it is asked to, sends it or accepts it in memory.</summary>
internal static class KestrelServer
{
    public const string Command = "kestrel";

    /// <summary>In place of a broker: verify, decrypt and read each delivery, and drop it. Refuse a forged one.</summary>
    public const string AcceptOnly = "accept";

    private static readonly byte[] Answer = "{\"status\":\"accepted\"}"u8.ToArray();

    public static async Task RunAsync(string? connection)
    {
        ServiceBusSender? sender = connection is null or AcceptOnly ? null : new ServiceBusClient(connection).CreateSender("humanos-events");
        InMemoryAcceptance? acceptance = connection is AcceptOnly ? new InMemoryAcceptance() : null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(context => HandleAsync(context, sender, acceptance));
        await app.StartAsync();
        Console.WriteLine($"ready {app.Urls.Single()}/api/webhook");
        await app.WaitForShutdownAsync();
    }

    private static async Task HandleAsync(HttpContext context, ServiceBusSender? sender, InMemoryAcceptance? acceptance)
    {
        byte[] body = new byte[(int)context.Request.ContentLength!.Value];
        await context.Request.Body.ReadExactlyAsync(body);
        if (acceptance?.Accepts(context.Request.Headers, body) == false)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        if (sender is not null)
        {
            await sender.SendMessageAsync(new ServiceBusMessage(body.AsMemory(0, DecryptedLength(body))) { MessageId = Guid.NewGuid().ToString("N"), Subject = "test" });
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer);
    }

    // The ingestor publishes decoded bytes, so this server sends as many bytes as the decoded body has.
    private static int DecryptedLength(byte[] body) => body.Length / 4 * 3;
}

/// <summary>Everything that the ingest does before it publishes, with the library only.</summary>
internal sealed class InMemoryAcceptance
{
    private readonly DeliveryVerifier _verifier = new(TimestampWindow.Default);
    private readonly SignatureKey[] _signatureKeys = [new(Sender.SignatureSecret, "current")];
    private readonly EncryptionKey[] _encryptionKeys = [EncryptionKey.Derive(Sender.EncryptionSecret, Sender.EncryptionSalt, "current")];

    /// <returns>Whether the delivery is authentic.</returns>
    public bool Accepts(IHeaderDictionary headers, byte[] body)
    {
        var received = new ReceivedDelivery(headers[ReceivedDelivery.TimestampHeader], headers[ReceivedDelivery.SignatureHeader], body);
        if (_verifier.Verify(received, _signatureKeys, TimeProvider.System.GetUtcNow()) is not VerificationResult.Verified verified)
        {
            return false;
        }

        var decrypted = (DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, _encryptionKeys);
        using DecryptedEvent opened = decrypted.Event;
        _ = RoutingFacts.Read(opened) ?? throw new InvalidOperationException("The event is no JSON object.");
        return true;
    }
}
