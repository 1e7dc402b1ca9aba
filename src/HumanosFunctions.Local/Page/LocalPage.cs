using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Cli.Sending;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Page.Api;
using HumanosFunctions.Local.Page.Recording;
using LocalServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Page;

/// <summary>The page at <c>/</c> of the development host: what came, what became of it, and a way to send more.</summary>
internal sealed class LocalPage : IAsyncDisposable
{
    private readonly DeliveryJournal _journal = new(DeliveryJournal.DefaultCapacity, DeliveryJournal.DefaultBodyBytes);
    private readonly LocalPageOptions _options;
    private readonly Rates _rates;
    private readonly DeliveryRecorder _recorder;
    private readonly Examiner _examiner;
    private StageListener? _stages;
    private StreamApi? _stream;
    private HttpClient? _app;

    public LocalPage(LocalPageOptions options)
    {
        _options = options;
        _rates = new Rates(options.Time);
        _examiner = new Examiner(_journal, options.Secrets, options.Window, options.Time);
        _recorder = new DeliveryRecorder(_journal, _rates, _examiner, options.Time);
    }

    public Action<string> DuplicateDropped => _recorder.Dropped;

    public Action<Func<string, object?>> MessageScheduled => _recorder.Scheduled;

    public void AddServices(IServiceCollection services) => services.AddSingleton<IHostObserver>(_recorder);

    /// <param name="address">Where the host serves, and the page with it.</param>
    public void Map(WebApplication application, Func<Uri> address, ServiceBusClient client, DevelopmentBroker? broker)
    {
        _app = new HttpClient(new DeferredAddressHandler(address), disposeHandler: true) { BaseAddress = DeferredAddressHandler.Placeholder };
        _stages = _options.IsWorker ? null : new StageListener(_journal, _options.Time);
        var entities = new EntitiesApi(client, broker, _options.Topic, _options.Entities);
        _stream = new StreamApi(_journal, _rates, entities, new PageFacts(_options.IsWorker ? "worker" : "in-process", broker is null ? "outside" : "local", _options.Time.GetUtcNow()), _options.Time);
        var deliveries = new DeliveriesApi(_journal, _examiner);
        var requests = new RequestsApi(_app, _options.Time);
        var commands = new CommandApi(
            () => broker is null ? ["--connection", _options.ServiceBus!] : ["--amqp-port", $"{broker.Port}"],
            () => ["--data", _options.Data, .. broker is null ? Array.Empty<string>() : ["--amqp-port", $"{broker.Port}"]]);
        var send = new SendApi(_app, _options.SendingSecrets, _options.Time);
        Get(application, "/", http => PageAssets.WriteAsync(http, PageAssets.Index));
        foreach (string name in PageAssets.Names)
        {
            Get(application, $"/{name}", http => PageAssets.WriteAsync(http, name));
        }

        Get(application, "/local/stream", _stream.ServeAsync);
        Get(application, "/local/deliveries", deliveries.ListAsync);
        Get(application, "/local/deliveries/{id}", deliveries.ShowAsync);
        Get(application, "/local/deliveries/{id}/event", deliveries.ShowEventAsync);
        Get(application, "/local/entities", entities.ListAsync);
        Get(application, "/local/entities/{name}/messages", entities.ListMessagesAsync);
        Get(application, "/local/entities/{name}/messages/{sequence}/body", entities.ShowBodyAsync);
        Post(application, "/local/entities/{name}/replay", commands.ReplayDeadLettersAsync);
        Post(application, "/local/entities/{name}/purge", commands.PurgeDeadLettersAsync);
        Get(application, "/local/quarantine", commands.ListQuarantineAsync);
        Post(application, "/local/quarantine/replay", commands.ReplayQuarantineAsync);
        Post(application, "/local/quarantine/purge", commands.PurgeQuarantineAsync);
        Get(application, "/local/requests", requests.ListAsync);
        Get(application, "/local/requests/state", requests.ShowAsync);
        Get(application, "/local/samples", SendApi.ListAsync);
        Post(application, "/local/send", send.SendAsync);
        _examiner.Start();
        _stream.Start();
        // A stop waits for open requests, and a page's stream is one that does not end by itself.
        application.Lifetime.ApplicationStopping.Register(_stream.Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await (_stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _examiner.DisposeAsync();
        _stages?.Dispose();
        _app?.Dispose();
        _options.Secrets.Dispose();
    }

    private static void Get(IEndpointRouteBuilder routes, string path, RequestDelegate handler) => routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Guarded(handler));

    private static void Post(IEndpointRouteBuilder routes, string path, RequestDelegate handler) => routes.MapMethods(path, [HttpMethods.Post], Guarded(handler));

    private static RequestDelegate Guarded(RequestDelegate handler) => http =>
    {
        PageGuard.AddHeaders(http.Response);
        return PageGuard.Refusal(http.Request) is { } refusal
            ? PageJson.RefuseAsync(http, StatusCodes.Status403Forbidden, refusal)
            : handler(http);
    };

    /// <summary>The host's port is known only once it serves.</summary>
    private sealed class DeferredAddressHandler(Func<Uri> address) : DelegatingHandler(new SocketsHttpHandler())
    {
        public static readonly Uri Placeholder = new("http://localhost/");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address(), request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What the page is made with.</summary>
/// <param name="Data">The folder of the local ingestor's data.</param>
/// <param name="ServiceBus">The connection string of an external broker; null for the own one.</param>
internal sealed record LocalPageOptions(
    KnownSecrets Secrets, SendingSecrets? SendingSecrets, TimestampWindow Window, string Topic, IReadOnlyList<(string Name, string Kind)> Entities,
    string Data, string? ServiceBus, bool IsWorker, TimeProvider Time);
