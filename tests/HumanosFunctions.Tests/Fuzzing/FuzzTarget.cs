using System.Buffers;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using Testing.Deliveries;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>Takes a delivery the whole way, as the functions do, and holds every step to its rules.</summary>
internal sealed class FuzzTarget : IDisposable
{
    private readonly DeliveryVerifier _verifier = new(TimestampWindow.Default);
    private readonly ArrayBufferWriter<byte> _normalised = new();
    private readonly Sender _sender = new();

    public EncryptionKey Key => _sender.EncryptionKey;

    /// <returns>Where the way ended.</returns>
    public string Run(FuzzInput input)
    {
        DeliveryAttempt attempt = input.Attempt;
        var received = new ReceivedDelivery(attempt.Timestamp, attempt.Signature, attempt.Body);
        var verified = _verifier.Verify(received, [_sender.SignatureKey], attempt.Now) as VerificationResult.Verified;
        FuzzFailure.Unless(SignatureOracle.IsGenuine(attempt) == verified is not null, "accepted is exactly what is genuine");
        return verified is null ? "not genuine" : Decrypt(verified.Delivery, input);
    }

    private string Decrypt(VerifiedDelivery delivery, FuzzInput input)
    {
        DecryptionResult result = EnvelopeDecryptor.Decrypt(delivery, [_sender.EncryptionKey]);
        FuzzFailure.Unless(result is DecryptionResult.Decrypted || !input.MustOpen, "an unusual envelope is opened");
        if (result is not DecryptionResult.Decrypted { Event: { } decrypted })
        {
            return result is DecryptionResult.NotAnEnvelope broken ? $"no envelope: {broken.Fault}" : "no key fits";
        }

        FuzzFailure.Unless(decrypted.Json.Span.SequenceEqual(input.Plaintext), "what is decrypted is what was encrypted");
        return Describe(decrypted);
    }

    private string Describe(DecryptedEvent decrypted)
    {
        RoutingFacts? facts = RoutingFacts.Read(decrypted);
        var parsed = HumanosEvent.Parse(decrypted.Json) as EventParsing.Parsed;
        FuzzFailure.Unless(facts is null == parsed is null, "what has facts can be parsed");
        if (facts is null || parsed is null)
        {
            return "no object";
        }

        ServiceBusMessage message = EventMessage.Describe(decrypted, facts, resource: null, FuzzInputs.Now).Message;
        FuzzFailure.Unless(message.Body.ToMemory().Span.SequenceEqual(decrypted.Json.Span), "the message's body is the plaintext");
        FuzzFailure.Unless(MessageRules.AreKeptBy(message), "ids and properties are short and printable");
        FuzzFailure.Unless(NormalisedIsJson(parsed.Event), "the normalised form is JSON");
        return $"published: {parsed.Event.GetType().Name}";
    }

    private bool NormalisedIsJson(HumanosEvent humanosEvent)
    {
        _normalised.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_normalised))
        {
            NormalisedEvent.Write(writer, humanosEvent);
        }

        var reader = new Utf8JsonReader(_normalised.WrittenSpan, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
        }

        return reader.BytesConsumed == _normalised.WrittenCount && reader.CurrentDepth == 0;
    }

    public void Dispose() => _sender.Dispose();
}

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

/// <param name="Attempt">The delivery.</param>
/// <param name="Plaintext">What was encrypted.</param>
/// <param name="MustOpen">Whether it is genuine and an envelope, however unusual.</param>
internal sealed record FuzzInput(DeliveryAttempt Attempt, byte[] Plaintext, bool MustOpen);

/// <summary>A rule that did not hold; the message is a fixed sentence.</summary>
internal sealed class FuzzFailure(string rule) : Exception(rule)
{
    public static void Unless(bool holds, string rule)
    {
        if (!holds)
        {
            throw new FuzzFailure(rule);
        }
    }
}
