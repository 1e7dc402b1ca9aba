using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceBusSettlement;

[assembly: WorkerExtensionStartup(typeof(ServiceBusExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Registers the client of the host's settlement service. The worker's generated start-up code finds and calls it.
/// </summary>
public sealed class ServiceBusExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) =>
        applicationBuilder.Services.AddSingleton(services => new Settlement.SettlementClient(Channel(services.GetRequiredService<IConfiguration>())));

    // The host passes its address and its message limit on the command line. Older hosts pass HOST and PORT instead.
    private static GrpcChannel Channel(IConfiguration configuration)
    {
        string address = configuration["Functions:Worker:HostEndpoint"] ?? $"http://{configuration["HOST"]}:{configuration["PORT"]}";
        int? limit = configuration.GetValue<int?>("Functions:Worker:GrpcMaxMessageLength") ?? configuration.GetValue<int?>("grpcMaxMessageLength");
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? host)
            ? GrpcChannel.ForAddress(host, Options(limit))
            : throw new InvalidOperationException($"The Functions host's address '{address}' is not a URI.");
    }

    private static GrpcChannelOptions Options(int? limit)
    {
        var options = new GrpcChannelOptions();
        // Without a limit from the host, the defaults of gRPC apply. Null would switch them off.
        if (limit is { } bytes)
        {
            options.MaxReceiveMessageSize = bytes;
            options.MaxSendMessageSize = bytes;
        }

        return options;
    }
}
