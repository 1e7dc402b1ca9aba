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
