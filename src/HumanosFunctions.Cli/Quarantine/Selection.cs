using HumanosFunctions.Bodies;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Which deliveries a command is for.</summary>
internal sealed record Selection(IReadOnlyList<string> Names, bool All)
{
    /// <summary>The names, each once, and all known before the first of them is touched.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IBodyStore bodies, CancellationToken cancellationToken) =>
        All
            ? await bodies.ListAsync(BodyContainer.Quarantine, cancellationToken).Select(body => body.Name).ToListAsync(cancellationToken)
            : [.. Names.Distinct()];
}
