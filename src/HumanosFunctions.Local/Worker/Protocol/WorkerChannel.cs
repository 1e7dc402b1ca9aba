using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>The gRPC server on loopback through which host and worker communicate.</summary>
internal sealed class WorkerChannel : IAsyncDisposable
{
    /// <summary>
    /// The most that gRPC can exchange. A message beyond gRPC's limit breaks the stream, and every invocation with it, so the
    /// host limits single invocations instead.
    /// </summary>
    public const int MaxMessageBytes = int.MaxValue;

    private readonly WebApplication _application;

    private WorkerChannel(WebApplication application)
    {
        _application = application;
        Address = new Uri(application.Urls.Single() + "/");
        Endpoint = application.Services.GetRequiredService<FunctionRpcEndpoint>();
        Messages = application.Services.GetRequiredService<LockedMessages>();
    }

    public Uri Address { get; }

    public FunctionRpcEndpoint Endpoint { get; }

    public LockedMessages Messages { get; }

    public IServiceProvider Services => _application.Services;

    public static async Task<WorkerChannel> OpenAsync(int port, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        WebApplication application = Build(port, logging);
        try
        {
            await application.StartAsync(cancellationToken);
            return new WorkerChannel(application);
        }
        catch (Exception problem)
        {
            await application.DisposeAsync();
            if (problem is IOException { InnerException: AddressInUseException })
            {
                throw new HostConfigurationException($"Port {port} is in use: choose another with --worker-port.", problem);
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(int port, Action<ILoggingBuilder> logging)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        logging(builder.Logging);
        // When a worker's process ends, its calls fail. The session reports it.
        builder.Logging.AddFilter("Grpc", LogLevel.None);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, CallerControlledLifetime>();
        builder.Services.AddSingleton<LockedMessages>();
        builder.Services.AddSingleton<FunctionRpcEndpoint>();
        builder.Services.AddSingleton<SettlementEndpoint>();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = MaxMessageBytes);

        WebApplication application = builder.Build();
        application.MapGrpcService<FunctionRpcEndpoint>();
        application.MapGrpcService<SettlementEndpoint>();
        return application;
    }
}

/// <summary>Accepts the streams of the workers that this host starts, and rejects all others.</summary>
internal sealed class FunctionRpcEndpoint : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerSession> _expected = new();

    public void Expect(WorkerSession session) => _expected[session.WorkerId] = session;

    public void Forget(WorkerSession session) => _expected.TryRemove(session.WorkerId, out _);

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        try
        {
            if (!await requestStream.MoveNext(context.CancellationToken)
                || !_expected.TryRemove(requestStream.Current.StartStream?.WorkerId ?? "", out WorkerSession? session))
            {
                throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start a worker with this id."));
            }

            await session.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker ended, or is being stopped.
        }
    }
}
