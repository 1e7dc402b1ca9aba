namespace Humanos.Webhooks;

/// <summary>
/// An event that is too large for a message lies beside it as a blob, and the message, whose body is then an empty JSON object,
/// says which one, how long and with which hash. Subscribers get the JSON of any message by <see cref="ResolveAsync"/>.
/// </summary>
public static class ClaimCheck
{
    /// <summary>Property: the blob's name in the container <c>claim-check</c>, a text.</summary>
    public const string BlobProperty = "claimcheck_blob";

    /// <summary>Property: how many bytes the JSON has, a whole number.</summary>
    public const string LengthProperty = "claimcheck_length";

    /// <summary>Property: the SHA-256 of the JSON in hex, a text.</summary>
    public const string Sha256Property = "claimcheck_sha256";

    /// <summary>The JSON of an event: the message's body or, where the message says so, the blob's content, verified.</summary>
    /// <param name="applicationProperties">The message's application properties.</param>
    /// <param name="body">The message's body.</param>
    /// <param name="open">Opens the blob of a name. What it throws, for a blob that is missing too, is passed on: try again later.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClaimCheckException">The properties are no claim check, or the blob is not what they say: never use its bytes.</exception>
    public static Task<ReadOnlyMemory<byte>> ResolveAsync(
        IReadOnlyDictionary<string, object> applicationProperties,
        ReadOnlyMemory<byte> body,
        Func<string, CancellationToken, Task<Stream>> open,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(applicationProperties);
        ArgumentNullException.ThrowIfNull(open);
        return ClaimTicket.Read(applicationProperties) is { } ticket
            ? ReadAsync(ticket, open, cancellationToken)
            : Task.FromResult(body);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        ClaimTicket ticket, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        await using Stream blob = await open(ticket.Blob, cancellationToken).ConfigureAwait(false);
        return await ClaimedBody.ReadAsync(blob, ticket, cancellationToken).ConfigureAwait(false);
    }
}
