using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>One invocation. What a function seldom asks for is made only when it does.</summary>
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

    // No trigger served here has retry policies; redeliveries are counted by the message itself.
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
