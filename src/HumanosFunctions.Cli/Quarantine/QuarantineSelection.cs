using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Selects deliveries by name or, without names, all that match a filter.</summary>
internal sealed record QuarantineSelection(IReadOnlyList<string> Names, QuarantineFilter Filter)
{
    // Shorter ones are more likely a slip than meant.
    private const int ShortestHash = 4;

    private const int HashLength = 64;

    /// <summary>The names without repetitions. All are known before the first delivery is changed.</summary>
    /// <exception cref="AmbiguousIdException">Several names begin with a shortened one.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(IPayloadStore bodies, CancellationToken cancellationToken)
    {
        // A listing of everything is only needed for what is no whole name.
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

    // A name is the day and a hash. Either the whole of it is shortened, or the hash alone.
    private static bool Begins(string known, string text)
    {
        int hash = known.LastIndexOf('/') + 1;
        return known == text
            || (text.Length >= ShortestHash && known.AsSpan(hash).StartsWith(text, StringComparison.Ordinal))
            || (text.Length >= hash + ShortestHash && known.StartsWith(text, StringComparison.Ordinal));
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
            // The age plays no part here.
            if (await QuarantinedFacts.ReadAsync(bodies, body, DateTimeOffset.UnixEpoch, cancellationToken) is { } kept && Filter.Matches(kept))
            {
                names.Add(body.Name);
            }
        }

        return names;
    }
}
