using HumanosFunctions.Payloads;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Which deliveries a command is for.</summary>
internal sealed record Selection(IReadOnlyList<string> Names, bool All)
{
    /// <summary>The names, each once, and all known before the first of them is touched.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IPayloadStore bodies, CancellationToken cancellationToken) =>
        All
            ? await bodies.ListAsync(PayloadContainer.Quarantine, cancellationToken).Select(body => body.Name).ToListAsync(cancellationToken)
            : [.. Names.Distinct()];
}
