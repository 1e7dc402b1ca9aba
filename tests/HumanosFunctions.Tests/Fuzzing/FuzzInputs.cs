using Humanos.Webhooks;
using Testing.Deliveries;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>One input for each seed, always the same.</summary>
internal static class FuzzInputs
{
    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 20, 15, 30, TimeSpan.Zero);

    public static FuzzInput Of(int seed, EncryptionKey key)
    {
        var random = new Random(seed);
        byte[] plaintext = new PlaintextFuzz(random).Next();
        var envelopes = new EnvelopeFuzz(random, key);
        return random.Next(10) switch
        {
            < 6 => new FuzzInput(Signed(envelopes.Unusual(plaintext)), plaintext, MustOpen: true),
            < 8 => new FuzzInput(Signed(envelopes.Broken(plaintext)), plaintext, MustOpen: false),
            8 => new FuzzInput(Signed(plaintext), plaintext, MustOpen: false),
            _ => new FuzzInput(Forged(envelopes.Unusual(plaintext), random), plaintext, MustOpen: false),
        };
    }

    private static DeliveryAttempt Signed(byte[] body) => Attempt(Draft(body).WithSignature());

    private static DeliveryAttempt Forged(byte[] body, Random random)
    {
        Draft draft = OneOf(SigningTricks.All, random).Play(Draft(body), random.Next()).WithSignature();
        return Attempt(OneOf(SendingTricks.All, random).Play(draft, random.Next()));
    }

    private static Draft Draft(byte[] body) => new([Sender.SignatureSecret], Now, Sender.Milliseconds(Now), body);

    private static DeliveryAttempt Attempt(Draft draft) => new(draft.Timestamp, draft.Signature, draft.Body, draft.Secrets, Now, "fuzz");

    private static Trick OneOf(IReadOnlyList<Trick> tricks, Random random) => tricks[random.Next(tricks.Count)];
}
