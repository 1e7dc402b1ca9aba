namespace HumanosFunctions.Local.Discovery;

/// <param name="Source">A queue, or a topic with a subscription.</param>
/// <param name="Subscription">Null for a queue.</param>
/// <param name="AutoComplete">Null where the attribute leaves it to host.json.</param>
internal sealed record ServiceBusFunctionTrigger(
    string Parameter,
    string Source,
    string? Subscription,
    string Connection,
    bool? AutoComplete) : FunctionTrigger(Parameter)
{
    public const string Type = "serviceBusTrigger";
    public const string DefaultConnection = "AzureWebJobsServiceBus";

    public override string BindingType => Type;
}
