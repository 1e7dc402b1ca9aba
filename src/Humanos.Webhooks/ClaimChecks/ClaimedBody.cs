using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>Reads a blob no further than its message says it is long, and gives it out only where length and hash fit.</summary>
internal static class ClaimedBody
{
    // A length that is a lie must not cost memory, so the buffer grows with what really comes.
    private const int FirstBuffer = 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream blob, ClaimTicket ticket, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>(Math.Clamp(ticket.Length, 1, FirstBuffer));
        while (content.WrittenCount < ticket.Length)
        {
            Memory<byte> free = content.GetMemory(1);
            int read = await blob.ReadAsync(free[..Math.Min(free.Length, ticket.Length - content.WrittenCount)], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new ClaimCheckException(ClaimCheckFault.Mismatch);
            }

            content.Advance(read);
        }

        bool ends = await blob.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;
        return ends && SHA256.HashData(content.WrittenSpan).AsSpan().SequenceEqual(ticket.Sha256)
            ? content.WrittenMemory
            : throw new ClaimCheckException(ClaimCheckFault.Mismatch);
    }
}
