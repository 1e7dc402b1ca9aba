using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Comparison.Servers;

/// <summary>The baseline: Kestrel with one handler that reads the body and, if there is a broker, sends it.</summary>
internal static class KestrelServer
{
    public const string Command = "kestrel";

    private static readonly byte[] Answer = "{\"status\":\"accepted\"}"u8.ToArray();

    public static async Task RunAsync(string? connection)
    {
        ServiceBusSender? sender = connection is null ? null : new ServiceBusClient(connection).CreateSender("humanos-events");
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(context => HandleAsync(context, sender));
        await app.StartAsync();
        Console.WriteLine($"ready {app.Urls.Single()}/api/webhook");
        await app.WaitForShutdownAsync();
    }

    private static async Task HandleAsync(HttpContext context, ServiceBusSender? sender)
    {
        byte[] body = new byte[(int)context.Request.ContentLength!.Value];
        await context.Request.Body.ReadExactlyAsync(body);
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
