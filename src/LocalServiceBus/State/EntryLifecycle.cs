using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>What happens to an entry whose lock or life has ended.</summary>
internal sealed class EntryLifecycle(EntryIndex index, ReceiveSettings settings, Action<QueueEntry>? deadLetter)
{
    public void Expire(DateTimeOffset now)
    {
        while (index.FirstDue(now) is { } entry)
        {
            if (entry.State is EntryState.Locked)
            {
                FailDelivery(entry, now);
            }
            else
            {
                EndLife(entry);
            }
        }
    }

    public void FailDelivery(QueueEntry entry, DateTimeOffset now)
    {
        entry.FailedDeliveries++;
        bool exhausted = entry.FailedDeliveries >= settings.MaxDeliveryCount;
        if (!exhausted || !TryGiveUp(entry, DeadLetterProperties.TooManyDeliveries(entry.FailedDeliveries)))
        {
            Return(entry, now);
        }
    }

    /// <summary>Puts an entry back in its old place, unless its life ended while it was locked.</summary>
    public void Return(QueueEntry entry, DateTimeOffset now)
    {
        index.Change(entry, held => held.Unlock());
        if (entry.ExpiresAt <= now)
        {
            EndLife(entry);
        }
    }

    public bool TryGiveUp(QueueEntry entry, IReadOnlyDictionary<string, object?>? because)
    {
        if (deadLetter is null)
        {
            return false;
        }

        index.Remove(entry);
        entry.Modify(because);
        deadLetter(entry);
        return true;
    }

    private void EndLife(QueueEntry entry)
    {
        if (!settings.DeadLetterOnExpiration || !TryGiveUp(entry, DeadLetterProperties.Expired))
        {
            index.Remove(entry);
        }
    }
}
