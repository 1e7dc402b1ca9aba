using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>What a kept delivery says of itself, without its body.</summary>
/// <param name="Name">What the other commands take.</param>
/// <param name="Header">Null where it does not begin with one.</param>
/// <param name="BodyLength">Without a header, of all that is kept.</param>
/// <param name="Age">Null where the header does not tell.</param>
internal sealed record QuarantinedFacts(string Name, QuarantineHeader? Header, long BodyLength, TimeSpan? Age)
{
    /// <returns>Null where it has just been replayed or deleted.</returns>
    public static async Task<QuarantinedFacts?> ReadAsync(IPayloadStore bodies, StoredPayload body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using Stream? stream = await bodies.OpenAsync(PayloadContainer.Quarantine, body.Name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        return await QuarantineHeader.ReadAsync(stream, cancellationToken) is { } read
            ? new QuarantinedFacts(body.Name, read.Header, body.Length - read.Length, now - read.Header.ReceivedAt)
            : new QuarantinedFacts(body.Name, Header: null, body.Length, Age: null);
    }
}
