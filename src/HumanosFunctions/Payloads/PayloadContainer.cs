namespace HumanosFunctions.Payloads;

/// <summary>The two containers, which infra/modules/storage.bicep makes and empties of what is old.</summary>
public sealed class PayloadContainer
{
    private PayloadContainer(string name) => Name = name;

    /// <summary>Large events; other teams may read it.</summary>
    public static PayloadContainer ClaimCheck { get; } = new("claim-check");

    /// <summary>Deliveries that could not be read, still encrypted; nobody else may read it.</summary>
    public static PayloadContainer Quarantine { get; } = new("quarantine");

    public static IReadOnlyList<PayloadContainer> All { get; } = [ClaimCheck, Quarantine];

    public string Name { get; }
}
