using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Selects deliveries by name or, without names, all that match a filter.</summary>
internal sealed record QuarantineSelection(IReadOnlyList<string> Names, QuarantineFilter Filter)
{
    // A shorter text is probably a typing error.
    private const int MinHashLength = 4;

    private const int HashLength = 64;

    /// <summary>The names without repetitions. All are known before the first delivery is changed.</summary>
    /// <exception cref="AmbiguousIdException">Several names begin with a shortened one.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(IPayloadStore bodies, CancellationToken cancellationToken)
    {
        // Only shortened names need a listing.
        if (Names.Count > 0 && Names.All(IsWhole))
        {
            return [.. Names.Distinct()];
        }

        List<StoredPayload> all = await bodies.ListAsync(PayloadContainer.Quarantine, cancellationToken).ToListAsync(cancellationToken);
        return Names.Count == 0
            ? await MatchingAsync(bodies, all, cancellationToken)
            : [.. Names.Select(name => ShortId.Resolve("NAME", name, all.Select(body => body.Name).Where(known => Begins(known, name))) ?? name).Distinct()];
    }

    private static bool IsWhole(string name) => PayloadName.IsValid(name) && name.Length - (name.LastIndexOf('/') + 1) == HashLength;

    // A name is the day and a hash. Either the whole name or only the hash is shortened.
    private static bool Begins(string known, string text)
    {
        int hash = known.LastIndexOf('/') + 1;
        return known == text
            || (text.Length >= MinHashLength && known.AsSpan(hash).StartsWith(text, StringComparison.Ordinal))
            || (text.Length >= hash + MinHashLength && known.StartsWith(text, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> MatchingAsync(IPayloadStore bodies, List<StoredPayload> all, CancellationToken cancellationToken)
    {
        if (Filter.IsEverything)
        {
            return [.. all.Select(body => body.Name)];
        }

        var names = new List<string>();
        foreach (StoredPayload body in all)
        {
            // The age does not matter here.
            if (await QuarantinedFacts.ReadAsync(bodies, body, DateTimeOffset.UnixEpoch, cancellationToken) is { } kept && Filter.Matches(kept))
            {
                names.Add(body.Name);
            }
        }

        return names;
    }
}
