using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => bindingData;
}
