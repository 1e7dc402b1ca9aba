using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Hosting.Invocation;

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => bindingData;
}
