using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>The deliveries that are to be deleted, all known before the first of them is touched.</summary>
/// <param name="Names">Those that are kept, and old enough.</param>
/// <param name="Missing">Names that nothing has.</param>
/// <param name="Younger">How many are left alone because they are too young, or do not say how old they are.</param>
internal sealed record ChosenDeliveries(IReadOnlyList<string> Names, IReadOnlyList<string> Missing, int Younger)
{
    public static async Task<ChosenDeliveries> FindAsync(
        IPayloadStore bodies, Selection selection, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var missing = new List<string>();
        int younger = 0;
        foreach (string name in await selection.FindAsync(bodies, cancellationToken))
        {
            switch (await IsOldEnoughAsync(bodies, name, olderThan, now, cancellationToken))
            {
                case null:
                    missing.Add(name);
                    break;
                case true:
                    names.Add(name);
                    break;
                case false:
                    younger++;
                    break;
            }
        }

        return new ChosenDeliveries(names, missing, younger);
    }

    /// <returns>Null where nothing has the name.</returns>
    private static async Task<bool?> IsOldEnoughAsync(
        IPayloadStore bodies, string name, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using Stream? kept = PayloadName.IsValid(name) ? await bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken) : null;
        return (kept, olderThan) switch
        {
            (null, _) => null,
            (_, null) => true,
            _ => await QuarantineHeader.ReadAsync(kept, cancellationToken) is { } read && now - read.Header.ReceivedAt >= olderThan,
        };
    }
}
