using HumanosFunctions.Bodies;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Deletes deliveries for good, as few as were meant.</summary>
internal sealed class PurgeQuarantined(IBodyStore bodies, TimeProvider time)
{
    public async Task<int> RunAsync(Selection selection, TimeSpan? olderThan, CancellationToken cancellationToken)
    {
        int purged = 0;
        foreach (string name in (await selection.FindAsync(bodies, cancellationToken)).Where(BodyName.IsValid))
        {
            if (await IsMeantAsync(name, olderThan, cancellationToken) && await bodies.DeleteAsync(BodyContainer.Quarantine, name, cancellationToken))
            {
                Console.WriteLine($"{name}: purged");
                purged++;
            }
        }

        Console.WriteLine($"{purged} purged");
        return 0;
    }

    // Without a header its age is not known, and what is not known to be old stays.
    private async Task<bool> IsMeantAsync(string name, TimeSpan? olderThan, CancellationToken cancellationToken)
    {
        if (olderThan is not { } age)
        {
            return true;
        }

        await using Stream? stream = await bodies.OpenAsync(BodyContainer.Quarantine, name, cancellationToken);
        return stream is not null
            && await QuarantineHeader.ReadAsync(stream, cancellationToken) is { } read
            && time.GetUtcNow() - read.Header.ReceivedAt > age;
    }
}
