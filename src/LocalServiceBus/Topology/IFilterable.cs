namespace LocalServiceBus.Topology;

/// <summary>What a filter may ask a message for.</summary>
internal interface IFilterable
{
    /// <param name="name">One of <see cref="SystemPropertyNames"/>.</param>
    string? SystemProperty(string name);

    object? ApplicationProperty(string name);
}
