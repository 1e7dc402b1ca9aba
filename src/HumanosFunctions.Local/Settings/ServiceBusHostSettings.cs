namespace HumanosFunctions.Local.Settings;

/// <summary>The section extensions.serviceBus of host.json.</summary>
internal sealed record ServiceBusHostSettings(
    int MaxConcurrentCalls,
    int PrefetchCount,
    bool AutoCompleteMessages,
    TimeSpan MaxAutoLockRenewalDuration)
{
    public static ServiceBusHostSettings Default { get; } = new(
        MaxConcurrentCalls: 16,
        PrefetchCount: 0,
        AutoCompleteMessages: true,
        MaxAutoLockRenewalDuration: TimeSpan.FromMinutes(5));
}
