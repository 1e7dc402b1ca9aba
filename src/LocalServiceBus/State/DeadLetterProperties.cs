namespace LocalServiceBus.State;

/// <summary>The application properties by which a dead-lettered message says why it is one.</summary>
internal static class DeadLetterProperties
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    public static IReadOnlyDictionary<string, object?> Expired { get; } = Because(
        "TTLExpiredException",
        "The message expired and was dead lettered.");

    public static IReadOnlyDictionary<string, object?> TooManyDeliveries(int count) => Because(
        "MaxDeliveryCountExceeded",
        $"Message could not be consumed after {count} delivery attempts.");

    private static Dictionary<string, object?> Because(string reason, string description) =>
        new() { [Reason] = reason, [Description] = description };
}
