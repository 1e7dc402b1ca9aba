using System.Collections;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>One invocation. Members that functions rarely use are created on first use.</summary>
internal abstract class LocalFunctionContext(
    FunctionDefinition definition,
    IServiceProvider services,
    CancellationToken cancellationToken) : FunctionContext
{
    private string? _invocationId;
    private TraceContext? _traceContext;
    private BindingContext? _bindingContext;
    private IDictionary<object, object>? _items;
    private IInvocationFeatures? _features;

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override CancellationToken CancellationToken => cancellationToken;

    public override TraceContext TraceContext => _traceContext ??= ReadTraceContext();

    public override BindingContext BindingContext => _bindingContext ??= new LocalBindingContext(ReadBindingData());

    // The supported triggers have no retry policies. A message counts its own deliveries.
    public override RetryContext RetryContext => LocalRetryContext.None;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new LocalInvocationFeatures();

    protected abstract TraceContext ReadTraceContext();

    protected abstract IReadOnlyDictionary<string, object?> ReadBindingData();
}

/// <summary>An invocation by a request, in the request's service scope.</summary>
internal sealed class HttpFunctionContext : LocalFunctionContext
{
    public HttpFunctionContext(FunctionDefinition definition, HttpContext httpContext)
        : base(definition, httpContext.RequestServices, httpContext.RequestAborted)
    {
        HttpContext = httpContext;
        Request = new LocalHttpRequestData(this, httpContext.Request);
    }

    public HttpContext HttpContext { get; }

    public LocalHttpRequestData Request { get; }

    protected override TraceContext ReadTraceContext() => RequestTrace.Read(HttpContext.Request);

    protected override IReadOnlyDictionary<string, object?> ReadBindingData() => HttpContext.Request.RouteValues;
}

/// <summary>An invocation by a message.</summary>
internal sealed class ServiceBusFunctionContext(
    FunctionDefinition definition,
    IServiceProvider services,
    ProcessMessageEventArgs delivery,
    CancellationToken cancellationToken) : LocalFunctionContext(definition, services, cancellationToken)
{
    private ServiceBusMessageActions? _actions;

    public ServiceBusReceivedMessage Message => delivery.Message;

    public ServiceBusMessageActions Actions => _actions ??= new DeliveryActions(delivery);

    protected override TraceContext ReadTraceContext() => MessageTrace.Read(Message);

    protected override IReadOnlyDictionary<string, object?> ReadBindingData() => MessageBindingData.Read(Message);
}

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => bindingData;
}

internal sealed class LocalRetryContext : RetryContext
{
    public static LocalRetryContext None { get; } = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}

internal sealed class LocalInvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
