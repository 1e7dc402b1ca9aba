namespace HumanosFunctions.Bodies;

/// <summary>The two containers, which infra/modules/storage.bicep makes and empties of what is old.</summary>
public sealed class BodyContainer
{
    private BodyContainer(string name) => Name = name;

    /// <summary>Large events; other teams may read it.</summary>
    public static BodyContainer ClaimCheck { get; } = new("claim-check");

    /// <summary>Deliveries that could not be read, still encrypted; nobody else may read it.</summary>
    public static BodyContainer Quarantine { get; } = new("quarantine");

    public static IReadOnlyList<BodyContainer> All { get; } = [ClaimCheck, Quarantine];

    public string Name { get; }
}
