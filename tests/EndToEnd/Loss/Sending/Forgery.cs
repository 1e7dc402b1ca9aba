using System.Text;

namespace EndToEnd.Loss.Sending;

/// <summary>A delivery that must never get in, and the one status that it may be refused with while all dependencies are there.</summary>
internal sealed record Forgery(SealedDelivery Delivery, int Status)
{
    private const int Unauthorized = 401;
    private const int Unreadable = 500;

    private static readonly Func<KnownEvent, Sender, Forgery>[] Kinds =
    [
        (planted, sender) => new(Fresh(planted, sender) with { Signature = string.Empty }, Unauthorized),
        (planted, sender) => new(Fresh(planted, sender) with { Signature = new string('0', 64) }, Unauthorized),
        (planted, sender) => new(Tampered(Fresh(planted, sender)), Unauthorized),
        (planted, sender) => new(sender.Seal(planted.Json, DateTimeOffset.UtcNow.AddDays(-2)), Unauthorized),
        (planted, sender) => new(sender.Seal(planted.Json, DateTimeOffset.UtcNow.AddMinutes(10)), Unauthorized),
        (planted, sender) => new(SignedAsPublished(Fresh(planted, sender), sender), Unauthorized),
        (planted, sender) => new(OfAnotherKey(planted, sender), Unreadable),
    ];

    public static Forgery Of(KnownEvent planted, Sender sender, Random random) => Kinds[random.Next(Kinds.Length)](planted, sender);

    private static SealedDelivery Fresh(KnownEvent planted, Sender sender) => sender.Seal(planted.Json, DateTimeOffset.UtcNow);

    private static SealedDelivery Tampered(SealedDelivery genuine)
    {
        byte[] body = [.. genuine.Body];
        body[body.Length / 2] ^= 1;
        return genuine with { Body = body };
    }

    // The published sample hashes an object's name in place of the body: such a signature fits every body.
    private static SealedDelivery SignedAsPublished(SealedDelivery genuine, Sender sender) =>
        genuine with { Signature = sender.Sign(Encoding.UTF8.GetBytes("[object Object]"), genuine.Timestamp).Signature };

    private static SealedDelivery OfAnotherKey(KnownEvent planted, Sender sender)
    {
        using var other = Humanos.Webhooks.EncryptionKey.Derive(Sender.EncryptionSecret, "another salt", "tests");
        return sender.Sign(Humanos.Webhooks.EnvelopeEncryptor.Encrypt(planted.Json, other), Sender.Milliseconds(DateTimeOffset.UtcNow));
    }
}
