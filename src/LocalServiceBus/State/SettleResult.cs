namespace LocalServiceBus.State;

/// <summary>What became of a settlement.</summary>
internal enum SettleResult
{
    Settled,
    LockLost,
    NotAllowed,
}
