namespace LocalServiceBus.State;

/// <summary>Where a message stands in its queue.</summary>
internal enum EntryState
{
    Active,
    Locked,
    Deferred,
    Scheduled,
}
