using System.Security.Cryptography;
using System.Text;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;

namespace EndToEnd.Loss.Sending;

/// <summary>An event that the test knows to the last byte, with the id that the ingestor must give it.</summary>
internal sealed class KnownEvent
{
    /// <summary>Larger than a message may be, so that it travels beside its message.</summary>
    public const int LargerThanAMessage = 300 * LargeSample.Kilobyte;

    /// <summary>A message, but by itself, and in memory that is lent.</summary>
    public const int LargerThanOthers = 120 * LargeSample.Kilobyte;

    private KnownEvent(string sample, UniqueSample unique, DateTimeOffset signedAt)
    {
        Sample = sample;
        RequestId = unique.RequestId;
        Json = unique.Json;
        SignedAt = signedAt;
        JsonHash = Hash(Json);
        EventId = HasOwnTime ? JsonHash : Hash([.. Json, .. Encoding.ASCII.GetBytes(Sender.Milliseconds(signedAt))]);
    }

    /// <summary>Those of the newest version, in which a failed one-time password has no time of its own.</summary>
    public static IReadOnlyList<string> SampleNames { get; } =
    [
        "2026-05-17/credential", "2026-05-17/credential.rejected", "2026-05-17/identity", "2026-05-17/identity.failed", "2026-05-17/otp.failed",
    ];

    public string Sample { get; }

    public string RequestId { get; }

    public string EventId { get; }

    public byte[] Json { get; }

    public string JsonHash { get; }

    public DateTimeOffset SignedAt { get; }

    private bool HasOwnTime => !Sample.EndsWith("otp.failed", StringComparison.Ordinal);

    /// <param name="sample">The shape.</param>
    /// <param name="bytes">Its least size; 0 for as small as the sample is.</param>
    public static KnownEvent Of(string sample, int bytes = 0) => new(
        sample,
        bytes > 0 ? LargeSample.Of(sample, bytes) : UniqueSample.Of(sample),
        DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));

    /// <summary>One delivery of it, encrypted anew, and signed anew where the time is not what tells two events apart.</summary>
    public SealedDelivery Seal(Sender sender, Random random) =>
        sender.Seal(Json, HasOwnTime ? DateTimeOffset.UtcNow : SignedAt, random.Next(2) == 0 ? 12 : 16);

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
